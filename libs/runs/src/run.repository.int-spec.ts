import { newId } from '@app/kernel';
import type { Connection, Model } from 'mongoose';
import { createConnection } from 'mongoose';
import { testMongoUrl } from '../../../test/support/stores';
import type { Run } from './run';
import type { RunRecord } from './run.schema';
import { RUN_MODEL, runSchema } from './run.schema';
import { RunRepository } from './run.repository';

const HOUR_MS = 3_600_000;

function aRun(id = newId()): Run {
  const now = new Date();
  return {
    id,
    tenantId: 't',
    assessmentId: 'a',
    assessmentVersion: 1,
    assessmentName: 'n',
    state: 'queued',
    epoch: 0,
    options: {
      quorum: 1,
      asOf: '2026-01-01',
      seed: 1,
      agentTimeoutMs: 1_000,
      agentAttempts: 1,
      agentTokenBudget: 0,
      budgetUsd: 0,
      narration: 'off',
    },
    phases: [],
    problems: [],
    missingAgents: [],
    spending: { calls: 0, tokens: {}, microUsd: 0 },
    retryOf: null,
    correlationId: 'c',
    createdAt: now,
    startedAt: null,
    endedAt: null,
  };
}

describe('RunRepository', () => {
  let connection: Connection;
  let model: Model<RunRecord>;
  let repository: RunRepository;
  const commands: string[] = [];
  const unlimited: string[] = [];

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('run-repository'), {
      monitorCommands: true,
    }).asPromise();
    await connection.dropDatabase();
    model = connection.model<RunRecord>(RUN_MODEL, runSchema);
    await model.init();
    repository = new RunRepository(model);
    connection.getClient().on('commandStarted', ({ command, commandName }) => {
      commands.push(commandName);
      if (command.maxTimeMS !== 7_000) unlimited.push(commandName);
    });
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  async function stored(): Promise<Run> {
    const run = aRun();
    await repository.insert(run);
    return run;
  }

  it('begins fresh runs that are claimed together with one write and one read, each under its first epoch', async () => {
    const runs = await Promise.all([stored(), stored(), stored()]);
    commands.length = 0;
    const at = new Date();
    const claims = await Promise.all(runs.map(({ id }) => repository.claim('t', id, at)));
    expect(commands).toEqual(['update', 'find']);
    expect(claims.map((claim) => claim?.run.id)).toEqual(runs.map(({ id }) => id));
    for (const claim of claims) {
      expect(claim).toMatchObject({ claims: 1, hasBegun: true, run: { state: 'validating', epoch: 1 } });
      expect(claim?.run.startedAt).toEqual(at);
      expect(claim?.run.phases.map(({ name }) => name)).toEqual(['queued', 'validating']);
    }
  });

  it('begins the others of a group in which one cannot be written', async () => {
    const runs = await Promise.all([stored(), stored(), stored()]);
    const [, broken] = runs;
    await model.collection.updateOne({ _id: broken?.id as never }, { $set: { history: 'no list' } as never });
    const claims = await Promise.allSettled(runs.map(({ id }) => repository.claim('t', id, new Date())));
    expect(claims.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    for (const { id } of [runs[0], runs[2]] as Run[])
      expect(await repository.find('t', id)).toMatchObject({ state: 'validating', epoch: 1 });
  });

  it('gives every command of an insert, a claim, a transition and a person the time limit of the connection', async () => {
    const runs = await Promise.all([stored(), stored(), stored()]);
    commands.length = 0;
    unlimited.length = 0;
    connection.set('maxTimeMS', 7_000);
    const at = new Date();
    const claims = await Promise.all(runs.map(({ id }) => repository.claim('t', id, at)));
    await repository.claim('t', runs[0]?.id ?? '', at);
    await repository.claim('t', (await stored()).id, at);
    const change = { from: ['validating' as const], to: 'running' as const, at };
    await repository.advance({ tenantId: 't', runId: runs[1]?.id ?? '', epoch: 1 }, change);
    const cancel = { from: ['running' as const], to: 'cancelled' as const, at };
    await repository.direct('t', runs[1]?.id ?? '', cancel, { fenceOff: true });
    connection.set('maxTimeMS', undefined);
    expect(claims).toHaveLength(3);
    expect(new Set(commands)).toEqual(new Set(['update', 'find', 'findAndModify', 'insert']));
    expect(unlimited).toEqual([]);
  });

  it('gives one run to two workers under two epochs, and lets only the later one write', async () => {
    const { id } = await stored();
    const other = new RunRepository(model);
    const at = new Date();
    const claims = await Promise.all([repository.claim('t', id, at), other.claim('t', id, at)]);
    // Whoever learns that it lost the run has no claim; whoever does not writes under the older epoch.
    expect(claims.map((claim) => claim?.run.epoch ?? 1).sort()).toEqual([1, 2]);
    const advance = (epoch: number) =>
      repository.advance(
        { tenantId: 't', runId: id, epoch },
        { from: ['validating'], to: 'running', at: new Date() },
      );
    expect(await Promise.all([1, 2].map(advance))).toEqual([false, true]);
  });

  it('keeps the states that a run goes through in one write, and says of them what it says of any', async () => {
    const { id } = await stored();
    const claimed = await repository.claim('t', id, new Date());
    const fence = { tenantId: 't', runId: id, epoch: claimed?.run.epoch ?? 0 };
    const passing = [{ state: 'running' as const, at: new Date() }];
    const change = { from: ['validating' as const], passing, to: 'synthesising' as const, at: new Date() };
    expect(await repository.advance(fence, change)).toBe(true);
    expect(await repository.advance(fence, change)).toBe(false);
    const run = await repository.find('t', id);
    expect(run?.state).toBe('synthesising');
    expect(run?.phases.map(({ name }) => name)).toEqual(['queued', 'validating', 'running', 'synthesising']);
  });

  it('leaves the run of another tenant alone', async () => {
    const { id } = await stored();
    expect(await repository.claim('other', id, new Date())).toBeNull();
    expect((await repository.find('t', id))?.epoch).toBe(0);
  });

  it('leaves a cancelled run alone', async () => {
    const { id } = await stored();
    const change = { from: ['queued' as const], to: 'cancelled' as const, at: new Date() };
    await repository.direct('t', id, change, { fenceOff: true });
    expect(await repository.claim('t', id, new Date())).toBeNull();
  });

  it('stamps leases by the clock of the database, whatever the worker takes for the time', async () => {
    const { id } = await stored();
    const wrong = new Date(Date.now() + HOUR_MS);
    const claim = await repository.claim('t', id, wrong);
    const fence = { tenantId: 't', runId: id, epoch: claim?.run.epoch ?? 0 };
    const lease = async () => (await model.findById(id).lean<RunRecord>())?.touchedAt.getTime() ?? 0;
    expect(Math.abs((await lease()) - Date.now())).toBeLessThan(HOUR_MS / 2);
    await repository.advance(fence, { from: ['validating'], to: 'running', at: wrong });
    expect(Math.abs((await lease()) - Date.now())).toBeLessThan(HOUR_MS / 2);
    expect(await repository.touch(fence)).toBe('running');
    expect(Math.abs((await lease()) - Date.now())).toBeLessThan(HOUR_MS / 2);
  });

  it('does not mistake a transition that took place for one that did not, when its company matched nothing', async () => {
    const [mine, lost] = await Promise.all([stored(), stored()]);
    for (const { id } of [mine, lost]) await repository.claim('t', id, new Date());
    const change = { from: ['validating' as const], to: 'running' as const, at: new Date() };
    const results = await Promise.all([
      repository.advance({ tenantId: 't', runId: mine.id, epoch: 1 }, change),
      repository.advance({ tenantId: 't', runId: lost.id, epoch: 0 }, change),
    ]);
    expect(results).toEqual([true, false]);
    expect((await repository.find('t', lost.id))?.state).toBe('validating');
  });

  it('adds up what workers used with each change of state, and keeps it where it does not come about', async () => {
    const run = aRun();
    await repository.insert(run);
    const claimed = await repository.claim('t', run.id, new Date());
    const fence = { tenantId: 't', runId: run.id, epoch: claimed?.run.epoch ?? 0 };
    const used = { cpuMs: 120, country: 'DEU' };
    expect((await repository.find('t', run.id))?.usage).toBeUndefined();
    await repository.advance(fence, { from: ['validating'], to: 'running', at: new Date(), used });
    await repository.advance(fence, { from: ['reporting'], to: 'completed', at: new Date(), used });
    await repository.advance(fence, {
      from: ['running'],
      to: 'synthesising',
      at: new Date(),
      used: { cpuMs: 30, country: 'FRA' },
    });
    expect((await repository.find('t', run.id))?.usage).toEqual({ cpuMs: 150, country: 'FRA' });
  });
});
