import type { AgentId } from '@app/agents';
import { newId } from '@app/kernel';
import type { Connection, Model } from 'mongoose';
import { createConnection } from 'mongoose';
import { anOutput } from '../../../test/support/agent-output.builder';
import { testMongoUrl } from '../../../test/support/stores';
import { AgentStepRepository } from './agent-step.repository';
import type { AgentStepRecord } from './agent-step.schema';
import { AGENT_STEP_MODEL, agentStepSchema } from './agent-step.schema';
import { FencedError } from './run.errors';

const AGENTS: readonly AgentId[] = ['cto', 'mlops', 'research'];
const AT = new Date('2026-01-01T00:00:00Z');
const opening = (agents = AGENTS) => ({ agents, basis: 'test', at: AT, lastSeen: AT });

describe('AgentStepRepository', () => {
  let connection: Connection;
  let model: Model<AgentStepRecord>;
  let repository: AgentStepRepository;
  let runId: string;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('agent-steps')).asPromise();
    await connection.dropDatabase();
    model = connection.model<AgentStepRecord>(AGENT_STEP_MODEL, agentStepSchema);
    await model.init();
  });
  beforeEach(() => {
    runId = newId();
    repository = new AgentStepRepository(model);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  const fence = (epoch: number) => ({ tenantId: 't', runId, epoch });

  /** Opens steps under a claim, while a worker of another claim does something after it looked what there is. */
  async function openWhile(epoch: number, meanwhile: (other: AgentStepRepository) => Promise<unknown>) {
    const late = new AgentStepRepository(model);
    const find = repository.findAll.bind(repository);
    let isFirst = true;
    repository.findAll = async (...args) => {
      const found = await find(...args);
      if (isFirst) await meanwhile(late);
      isFirst = false;
      return found;
    };
    return repository.openAll(fence(epoch), opening());
  }

  it('sums steps up without what was found, but with how its wording went', async () => {
    await repository.openAll(fence(1), { ...opening(), isFirst: true });
    const by = { provider: 'openai', model: 'm', prompt: { id: 'narrate.cto', version: 1 } };
    const words = { summary: 'Words.', statements: [], priorities: [] };
    const missing = { code: 'llm.unavailable', message: 'Words.' };
    const outputs = [
      anOutput({ agent: 'cto', narrative: { by, repaired: false, ...words } }),
      anOutput({ agent: 'mlops', narrative: { missing } }),
    ];
    for (const output of outputs)
      await repository.store(fence(1), output.agent, { status: 'succeeded', attempts: [], output });
    const [cto, mlops, research] = await repository.findSummaries('t', runId);
    expect(cto?.output).toEqual({ narrative: { by } });
    expect(mlops?.output).toEqual({ narrative: { missing: { code: 'llm.unavailable' } } });
    const whole = (await repository.findAll('t', runId)).at(-1);
    expect({ ...research, output: null }).toEqual(whole);
  });

  it('takes over steps that the worker of an older claim inserts late', async () => {
    const opened = await openWhile(2, (old) =>
      old.openAll(fence(1), { ...opening(['cto', 'mlops']), isFirst: true }),
    );
    expect(opened.map(({ agent }) => agent).sort()).toEqual([...AGENTS].sort());
    expect(await repository.findAll('t', runId)).toEqual(
      AGENTS.map((agent) => expect.objectContaining({ agent, epoch: 2, status: 'running' })),
    );
    const outcome = { status: 'succeeded' as const, attempts: [], output: anOutput({ agent: 'cto' }) };
    await expect(repository.store(fence(1), 'cto', outcome)).rejects.toBeInstanceOf(FencedError);
    for (const agent of AGENTS) await repository.store(fence(2), agent, outcome);
  });

  it('keeps what that worker finished before its steps were taken over', async () => {
    const output = anOutput({ agent: 'cto' });
    const opened = await openWhile(2, async (old) => {
      await old.openAll(fence(1), { ...opening(['cto']), isFirst: true });
      await old.store(fence(1), 'cto', { status: 'succeeded', attempts: [], output });
    });
    const statuses = Object.fromEntries(opened.map(({ agent, status }) => [agent, status]));
    expect(statuses).toEqual({ cto: 'succeeded', mlops: 'running', research: 'running' });
    expect(opened.find(({ agent }) => agent === 'cto')?.output).toEqual(output);
  });

  it.each(['running', 'succeeded'] as const)(
    'is fenced by a step of a later claim that is %s, which stays as it is',
    async (status) => {
      const output = status === 'succeeded' ? anOutput({ agent: 'cto' }) : null;
      const opened = openWhile(2, async (next) => {
        await next.openAll(fence(3), opening(['cto']));
        await next.store(fence(3), 'cto', { status, attempts: [], output });
      });
      await expect(opened).rejects.toBeInstanceOf(FencedError);
      const step = (await repository.findAll('t', runId)).find(({ agent }) => agent === 'cto');
      expect(step).toMatchObject({ epoch: 3, status });
    },
  );
});
