import { verifyPackFully } from '@app/audit-pack';
import { AgentTeam } from '@app/runs';
import { type ApiHarness, startApi } from '../support/api-harness';
import { exampleInput } from '../support/assessed-example';
import { RunHarness, TENANT } from '../support/run-harness';

const STORES = 'e2e-audit-pack-recomputed';

describe('the audit pack of a run of the real agents', () => {
  let api: ApiHarness;
  let worker: RunHarness;

  beforeAll(async () => {
    worker = await RunHarness.start(STORES, new AgentTeam(), { ENGINE_THREADS: '0' });
    api = await startApi(STORES, { DEFAULT_TENANT: TENANT });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const post = async (url: string, payload: object): Promise<string> =>
    (await api.fastify.inject({ method: 'POST', url, payload })).json<{ id: string }>().id;

  it('is intact when it is computed and printed again, also where a person decided', async () => {
    // One workload of it: what is not there need not be printed.
    const { name, organisation, workloads, constraints } = exampleInput('hospital-notes-hipaa');
    const small = { name, organisation, constraints, workloads: workloads.slice(0, 1) };
    const assessmentId = await post('/v1/assessments', small);
    const run = async (): Promise<string> => {
      const id = await post(`/v1/assessments/${assessmentId}/runs`, {});
      await worker.untilEnded(id);
      return id;
    };
    await run();
    const decided = await api.fastify.inject({
      method: 'PUT',
      url: `/v1/assessments/${assessmentId}/decisions/note-summary.accelerator`,
      payload: { option: 'h200-sxm-141gb', why: 'we have them', by: 'ann' },
    });
    expect(decided.statusCode).toBe(200);
    const runId = await run();
    const { rawPayload } = await api.fastify.inject({
      method: 'GET',
      url: `/v1/runs/${runId}/audit-pack`,
    });
    expect(await verifyPackFully(rawPayload)).toMatchObject({
      ...{ state: 'intact', runId, isRecomputed: true, leftOut: null, alterations: [] },
    });
  });
});
