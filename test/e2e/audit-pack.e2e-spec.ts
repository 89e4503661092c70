import { verifyPack } from '@app/audit-pack';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { aDecision, aDraft, aFigure, anOutput } from '../support/agent-output.builder';
import { type ApiHarness, startApi } from '../support/api-harness';
import { aGate, aTeam, RunHarness, TENANT } from '../support/run-harness';

const assessment = {
  name: 'Support chat',
  workloads: [{ id: 'w1', kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};

describe('GET /v1/runs/{id}/audit-pack, with a worker', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let gate = aGate();

  beforeAll(async () => {
    const cost = aFigure({ id: 'pricing.w1.cost', inputs: ['input:/workloads/0/traffic/requestsPerDay'] });
    const team = aTeam({
      cto: async () => {
        await gate.opened;
        return anOutput({
          agent: 'cto',
          summary: 'It costs [[pricing.w1.cost]].',
          decisions: [aDecision({ option: 'api' })],
          recommendations: [aDraft({ key: 'w1.use-api' })],
          figures: [cost],
        });
      },
    });
    worker = await RunHarness.start('e2e-audit-pack', team);
    api = await startApi('e2e-audit-pack', { DEFAULT_TENANT: TENANT });
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const get = (runId: string, headers = {}) =>
    api.fastify.inject({ method: 'GET', url: `/v1/runs/${runId}/audit-pack`, headers });
  const post = async (url: string, payload: object): Promise<string> =>
    (await api.fastify.inject({ method: 'POST', url, payload })).json<{ id: string }>().id;

  it('gives the pack of a run that ended, the same each time, and not before', async () => {
    const assessmentId = await post('/v1/assessments', assessment);
    const runId = await post(`/v1/assessments/${assessmentId}/runs`, {});
    const early = await get(runId);
    expect(early.statusCode).toBe(409);
    expect(early.headers['content-type']).toContain('application/problem+json');
    expect(early.json()).toMatchObject({ code: 'audit-pack.not-ready' });

    gate.open();
    await worker.untilEnded(runId);
    const answer = await get(runId);
    expect(answer.statusCode).toBe(200);
    const pack = answer.rawPayload;
    const sha256 = createHash('sha256').update(pack).digest('hex');
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(pack.length),
      etag: `"${sha256}"`,
      'content-disposition': `attachment; filename="infra-mind-audit-${runId}.zip"`,
    });
    expect(verifyPack(pack)).toMatchObject({ state: 'intact', alterations: [], runId, sha256 });

    const again = await get(runId, { 'if-none-match': `"${sha256}"` });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);

    // Another process of the product has made nothing yet, and makes the same.
    const other = await startApi('e2e-audit-pack', { DEFAULT_TENANT: TENANT });
    try {
      const made = await other.fastify.inject({ method: 'GET', url: `/v1/runs/${runId}/audit-pack` });
      expect(made.rawPayload.equals(pack)).toBe(true);
    } finally {
      await other.close();
    }
  });

  it('has who approved the report, and when, once they have', async () => {
    gate.open();
    const assessmentId = await post('/v1/assessments', assessment);
    const runId = await post(`/v1/assessments/${assessmentId}/runs`, {});
    await worker.untilEnded(runId);
    await api.fastify.inject({
      method: 'PUT',
      url: '/v1/approval-workflows/audit',
      payload: {
        name: 'Audit',
        steps: [{ name: 'Finance', role: 'cfo', quorum: 1, deadlineDays: 3 }],
        members: [{ person: 'dan', roles: ['cfo'] }],
      },
    });
    const approvalId = await post('/v1/approvals', {
      workflowId: 'audit',
      subject: { kind: 'report', runId },
      by: 'ann',
    });
    const before = await get(runId);
    const decision = { by: 'dan', as: 'cfo', decision: 'approve' };
    const url = `/v1/approvals/${approvalId}/decisions`;
    await api.fastify.inject({ method: 'POST', url, payload: decision, headers: { 'if-match': '*' } });
    const after = await get(runId);
    const approvalsOf = ({ rawPayload }: typeof after) =>
      readApprovals(unzipSync(rawPayload)['decisions.json']);
    expect(approvalsOf(before)).toEqual([]);
    expect(approvalsOf(after)).toMatchObject([
      { state: 'approved', entries: [{ by: 'dan', as: 'cfo', at: expect.stringMatching(/^\d{4}-/) }] },
    ]);
    expect(verifyPack(after.rawPayload)).toMatchObject({ state: 'intact' });
  });

  it('has none of a run without a result, of a run that is not there, or of another tenant', async () => {
    const assessmentId = await post('/v1/assessments', assessment);
    gate = aGate();
    const runId = await post(`/v1/assessments/${assessmentId}/runs`, {});
    await api.fastify.inject({ method: 'POST', url: `/v1/runs/${runId}/cancel` });
    const cancelled = await get(runId);
    if (cancelled.statusCode !== 200)
      expect(cancelled.json()).toMatchObject({ code: 'audit-pack.no-result' });
    expect((await get('01KA4RZ2V9J5Q6M7N8P9R0S1T2')).json()).toMatchObject({ code: 'run.not-found' });
    const stranger = await startApi('e2e-audit-pack', { DEFAULT_TENANT: 'stranger' });
    try {
      const answer = await stranger.fastify.inject({ method: 'GET', url: `/v1/runs/${runId}/audit-pack` });
      expect(answer.statusCode).toBe(404);
    } finally {
      await stranger.close();
    }
  });
});

function readApprovals(content: Uint8Array | undefined): unknown {
  const { approvals } = JSON.parse(Buffer.from(content ?? '').toString('utf8')) as { approvals: unknown };
  return approvals;
}
