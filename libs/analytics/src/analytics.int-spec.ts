import { MODEL_CALL_MODEL, RUN_MODEL, modelCallSchema, runSchema } from '@app/runs';
import type { ModelCallRecord, RunOutcome, RunRecord } from '@app/runs';
import { FOLLOW_UP_MODEL, followUpSchema } from '@app/synthesis';
import type { FollowUpRecord } from '@app/synthesis';
import { type Connection, createConnection } from 'mongoose';
import { testMongoUrl } from '../../../test/support/stores';
import { rangeBetween } from './analytics-range';
import { AnalyticsRepository } from './analytics.repository';
import { savingsTotal } from './savings-total';

const UPKEEP = new Set(['hello', 'isMaster', 'ping', 'endSessions']);
const YEAR = { from: new Date('2026-01-01'), to: new Date('2027-01-01') };
const ACME = { tenantId: 'acme', ...YEAR };

const QUERIES = ['spend', 'compliance', 'agents', 'outcomes', 'modelCalls', 'savings'] as const;

describe('AnalyticsRepository', () => {
  let connection: Connection;
  let repository: AnalyticsRepository;
  const commands: Array<{ readonly name: string; readonly command: Record<string, unknown> }> = [];
  let ids = 0;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('analytics-int'), { monitorCommands: true }).asPromise();
    await connection.dropDatabase();
    const runs = connection.model<RunRecord>(RUN_MODEL, runSchema);
    const calls = connection.model<ModelCallRecord>(MODEL_CALL_MODEL, modelCallSchema);
    const followUps = connection.model<FollowUpRecord>(FOLLOW_UP_MODEL, followUpSchema);
    for (const model of [runs, calls, followUps]) await model.init();
    repository = new AnalyticsRepository(runs, calls, followUps);
    connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (!UPKEEP.has(commandName)) commands.push({ name: commandName, command: command });
    });
  });

  afterEach(async () => {
    for (const name of connection.modelNames()) await connection.model(name).deleteMany({});
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  const insert = (model: string, document: object) =>
    connection
      .model(model)
      .collection.insertOne({ _id: `id${(ids += 1)}`, tenantId: 'acme', ...document } as never);

  /** A run that ended on a day after so many seconds; without an outcome it ended badly. */
  const aRun = (day: string, outcome: Partial<RunOutcome> | null, over: object = {}) => {
    const endedAt = new Date(`${day}T12:00:00Z`);
    const startedAt = new Date(endedAt.getTime() - 2_000);
    const whole = outcome && { agents: [], spend: [], compliance: [], ...outcome };
    const stored = { assessmentId: 'a1', state: whole ? 'completed' : 'failed', startedAt, endedAt };
    return insert(RUN_MODEL, { ...stored, ...(whole && { outcome: whole }), ...over });
  };
  const costs = (category: 'model-api' | 'compute', usdPerMonth: number | null) => ({
    category,
    figureId: `f-${category}`,
    usdPerMonth,
    low: usdPerMonth === null ? null : usdPerMonth / 2,
    high: usdPerMonth === null ? null : usdPerMonth * 2,
  });
  const took = (durationMs: number | null, over: object = {}) => ({
    agent: 'cto' as const,
    durationMs,
    attempts: 1,
    succeeded: true,
    ...over,
  });

  it('adds up what is spent by month and category, by the newest result of each assessment', async () => {
    await aRun('2026-03-02', { spend: [costs('model-api', 900)] });
    await aRun('2026-03-20', { spend: [costs('model-api', 100), costs('compute', null)] });
    await aRun('2026-03-10', { spend: [costs('model-api', 10)] }, { assessmentId: 'a2' });
    await aRun('2026-04-01', { spend: [costs('compute', 5)] });
    await aRun('2026-04-02', null);
    await aRun('2025-12-31', { spend: [costs('model-api', 7)] });
    await aRun('2026-03-21', { spend: [costs('model-api', 7)] }, { tenantId: 'other' });
    const none = { usdPerMonth: null, low: null, high: null };
    expect(await repository.spend(ACME)).toEqual([
      { month: '2026-03', category: 'compute', ...none, priced: 0, unpriced: 1, assessments: 1 },
      {
        month: '2026-03',
        category: 'model-api',
        usdPerMonth: 110,
        low: 55,
        high: 220,
        priced: 2,
        unpriced: 0,
        assessments: 2,
      },
      {
        month: '2026-04',
        category: 'compute',
        usdPerMonth: 5,
        low: 2.5,
        high: 10,
        priced: 1,
        unpriced: 0,
        assessments: 1,
      },
    ]);
    expect(await repository.spend({ ...ACME, assessmentId: 'a2' })).toMatchObject([{ usdPerMonth: 10 }]);
  });

  it('shows grades by month and framework', async () => {
    const grades = (passed: number) => ({
      framework: 'gdpr',
      applicable: 10,
      passed,
      partial: 1,
      claimed: 2,
      failed: 3,
      notEvaluable: 4 - passed,
    });
    await aRun('2026-03-02', { compliance: [grades(0)] });
    await aRun('2026-03-20', { compliance: [grades(1)] });
    await aRun('2026-05-20', { compliance: [grades(4)] });
    await aRun('2026-05-20', { compliance: [grades(2)] }, { assessmentId: 'a2' });
    expect(await repository.compliance(ACME)).toMatchObject([
      { month: '2026-03', framework: 'gdpr', applicable: 10, passed: 1, notEvaluable: 3, assessments: 1 },
      { month: '2026-05', framework: 'gdpr', applicable: 20, passed: 6, failed: 6, assessments: 2 },
    ]);
  });

  it('gives what agents took as percentiles of the nearest rank, results taken over left out', async () => {
    // 1 to 20: the tenth is the median, the nineteenth the 95th percentile.
    for (let time = 1; time <= 20; time += 1) await aRun('2026-03-02', { agents: [took(time)] });
    await aRun('2026-03-02', { agents: [took(null), { ...took(null), agent: 'mlops' as const }] });
    await aRun('2026-03-02', { agents: [took(3, { attempts: 3, succeeded: false })] });
    expect(await repository.agents(ACME)).toEqual([
      { agent: 'cto', runs: 22, carriedOver: 1, failed: 1, attempts: 24, p50Ms: 10, p95Ms: 19 },
      { agent: 'mlops', runs: 1, carriedOver: 1, failed: 0, attempts: 1, p50Ms: null, p95Ms: null },
    ]);
  });

  it('counts how runs ended, and what they took', async () => {
    await aRun('2026-03-02', {});
    await aRun('2026-03-03', {}, { startedAt: new Date('2026-03-03T11:59:00Z') });
    await aRun('2026-03-04', null);
    await aRun('2026-04-01', null, { state: 'cancelled', startedAt: null });
    await aRun('2026-04-01', null, { state: 'running', endedAt: null });
    expect(await repository.outcomes(ACME)).toEqual([
      { month: '2026-03', state: 'completed', runs: 2, p50Ms: 2_000, p95Ms: 60_000 },
      { month: '2026-03', state: 'failed', runs: 1, p50Ms: 2_000, p95Ms: 2_000 },
      { month: '2026-04', state: 'cancelled', runs: 1, p50Ms: null, p95Ms: null },
    ]);
  });

  it('counts what models were asked, and what the cache answered', async () => {
    const call = (outcome: string, over: object = {}) =>
      insert(MODEL_CALL_MODEL, {
        provider: 'p',
        model: 'm',
        startedAt: new Date('2026-03-02'),
        outcome,
        inputTokens: 10,
        outputTokens: null,
        microUsd: 5,
        ...over,
      });
    for (const outcome of ['answered', 'from-cache', 'from-cache', 'timed-out']) await call(outcome);
    await call('answered', { model: 'n' });
    await call('answered', { startedAt: new Date('2027-01-01') });
    expect(await repository.modelCalls(ACME)).toMatchObject([
      {
        month: '2026-03',
        provider: 'p',
        model: 'm',
        calls: 4,
        fromCache: 2,
        answered: 1,
        unanswered: 1,
        inputTokens: 40,
        outputTokens: 0,
        microUsd: 20,
      },
      { model: 'n', calls: 1, fromCache: 0, unanswered: 0 },
    ]);
  });

  it('adds up savings found, agreed to and realised', async () => {
    const recommendation = (status: string, usdPerMonth: number | null, over: object = {}) =>
      insert(FOLLOW_UP_MODEL, {
        assessmentId: 'a1',
        status,
        hidden: false,
        proposedAt: new Date('2026-03-02'),
        saving: usdPerMonth === null ? null : { usdPerMonth, low: usdPerMonth - 1, high: usdPerMonth + 1 },
        realisedSaving: null,
        ...over,
      });
    await recommendation('proposed', 100);
    await recommendation('proposed', null);
    await recommendation('rejected', 10);
    await recommendation('accepted', 20);
    await recommendation('done', 30, { realisedSaving: { usdPerMonth: 25, evidence: 'Bill', since: null } });
    await recommendation('proposed', 1_000, { hidden: true });
    await recommendation('proposed', 1_000, { proposedAt: new Date('2025-03-02') });
    expect(savingsTotal(await repository.savings(ACME))).toEqual({
      found: { usdPerMonth: 160, low: 156, high: 164, recommendations: 4 },
      accepted: { usdPerMonth: 50, low: 48, high: 52, recommendations: 2 },
      told: { usdPerMonth: 25, recommendations: 1 },
    });
    const none = { usdPerMonth: null, low: null, high: null, recommendations: 0 };
    const told = { usdPerMonth: null, recommendations: 0 };
    expect(savingsTotal([])).toEqual({ found: none, accepted: none, told });
  });

  it.each(QUERIES)('sends one aggregation for %s, which an index serves', async (name) => {
    await aRun('2026-03-02', {});
    commands.length = 0;
    await repository[name](ACME);
    expect(commands.map((one) => one.name)).toEqual(['aggregate']);
    const { aggregate, pipeline } = commands[0]!.command as { aggregate: string; pipeline: object[] };
    const plan = await connection.collection(aggregate).aggregate(pipeline).explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('IXSCAN');
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });

  it.each(QUERIES)('gives a tenant without documents nothing for %s', async (name) => {
    expect(await repository[name]({ ...ACME, tenantId: 'nobody' })).toEqual([]);
  });
});

describe('rangeBetween', () => {
  const now = new Date('2026-11-21T18:00:00Z');

  it('is the year up to and including today unless told otherwise', () => {
    expect(rangeBetween(undefined, undefined, now)).toEqual({
      from: new Date('2025-11-22'),
      to: new Date('2026-11-22'),
    });
    expect(rangeBetween('2026-01-01', '2026-02-01', now)).toEqual({
      from: new Date('2026-01-01'),
      to: new Date('2026-02-01'),
    });
  });

  it.each([
    ['2026-02-01', '2026-02-01'],
    ['2026-02-02', '2026-02-01'],
    ['2020-01-01', '2026-02-01'],
    ['2026-12-24', undefined],
  ])('refuses one from %s to before %s', (from, to) => {
    expect(() => rangeBetween(from, to, now)).toThrow(
      expect.objectContaining({ code: 'analytics.bad-range' }),
    );
  });
});
