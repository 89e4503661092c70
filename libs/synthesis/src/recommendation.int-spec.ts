import { decodeCursor } from '@app/database';
import { type Connection, createConnection } from 'mongoose';
import { aFigure } from '../../../test/support/agent-output.builder';
import { recommended } from '../../../test/support/recommendation.builder';
import { testMongoUrl } from '../../../test/support/stores';
import { RecommendationRepository } from './recommendation.repository';
import {
  RECOMMENDATION_MODELS,
  type RecommendationComplianceRecord,
  recommendationComplianceSchema,
  type RecommendationCostRecord,
  recommendationCostSchema,
  type RecommendationImplementationRecord,
  recommendationImplementationSchema,
  type RecommendationRecord,
  recommendationSchema,
} from './recommendation.schema';
import type { Recommendation } from './synthesis-result';

/** Commands of the driver's own upkeep, which no query of ours causes. */
const UPKEEP = new Set(['hello', 'isMaster', 'ping', 'endSessions', 'saslStart', 'saslContinue']);

function recommendations(count: number): Recommendation[] {
  const saving = (index: number) =>
    aFigure({ id: `pricing.w1.saving-${index}`, unit: 'USD/month', value: count - index });
  return [
    ...recommended(
      Array.from({ length: count }, (_, index) => ({
        key: `k${String(index).padStart(4, '0')}`,
        severity: index === 0 ? ('critical' as const) : ('low' as const),
        workloadIds: ['w1', 'w.2'],
        cost: {
          figureIds: [`pricing.w1.saving-${index}`],
          note: '',
          savingIds: [`pricing.w1.saving-${index}`],
          monthly: [{ category: 'model-api' as const, figureId: `pricing.w1.saving-${index}` }],
        },
        compliance: { requirements: ['gdpr:32'], note: 'Leaves $this open.' },
        implementation: { effort: 'days' as const, steps: ['First', 'Then'], prerequisites: [] },
      })),
      Array.from({ length: count }, (_, index) => saving(index)),
    ),
  ];
}

const hold = (runId: string, epoch = 1, tenantId = 'acme') => ({
  tenantId,
  runId,
  assessmentId: 'a1',
  epoch,
});
const ALL = { limit: 1_000, afterId: null };

describe('RecommendationRepository', () => {
  let connection: Connection;
  let repository: RecommendationRepository;
  let commands: string[];

  const read = async (tenantId: string, runId: string) =>
    (await repository.listByRun(tenantId, runId, ALL)).items.map((one) => one.recommendation);

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('synthesis-int'), { monitorCommands: true }).asPromise();
    await connection.dropDatabase();
    const { core, cost, compliance, implementation } = RECOMMENDATION_MODELS;
    const models = [
      connection.model<RecommendationRecord>(core, recommendationSchema),
      connection.model<RecommendationCostRecord>(cost, recommendationCostSchema),
      connection.model<RecommendationComplianceRecord>(compliance, recommendationComplianceSchema),
      connection.model<RecommendationImplementationRecord>(
        implementation,
        recommendationImplementationSchema,
      ),
    ] as const;
    repository = new RecommendationRepository(...models);
    for (const model of models) await model.init();
    connection.getClient().on('commandStarted', ({ commandName }) => {
      if (!UPKEEP.has(commandName)) commands.push(commandName);
    });
  });

  beforeEach(() => {
    commands = [];
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it.each([0, 1, 5, 300])('reads %d recommendations with all their parts in one command', async (count) => {
    const written = recommendations(count);
    await repository.saveForRun(hold(`run-${count}`), written);
    commands = [];
    expect(await read('acme', `run-${count}`)).toEqual(written);
    expect(commands).toEqual(['aggregate']);
  });

  it('reads page by page, by rank, each in one command', async () => {
    const written = recommendations(5);
    await repository.saveForRun(hold('run-pages'), written);
    commands = [];
    const first = await repository.listByRun('acme', 'run-pages', { limit: 2, afterId: null });
    const second = await repository.listByRun('acme', 'run-pages', {
      limit: 3,
      afterId: decodeCursor(first.nextCursor ?? ''),
    });
    expect([...first.items, ...second.items].map((one) => one.recommendation)).toEqual(written);
    expect(second.nextCursor).toBeNull();
    expect(commands).toEqual(['aggregate', 'aggregate']);
    const stray = repository.listByRun('acme', 'run-pages', { limit: 2, afterId: 'k1' });
    await expect(stray).rejects.toMatchObject({ code: 'request.bad-cursor' });
  });

  it('narrows by severity, workload and what became of them', async () => {
    await repository.saveForRun(hold('run-narrow'), recommendations(3));
    const keys = async (filter: object) =>
      (await repository.listByRun('acme', 'run-narrow', ALL, filter)).items.map(
        (one) => one.recommendation.key,
      );
    expect(await keys({ severity: 'critical' })).toEqual(['k0000']);
    expect(await keys({ workloadId: 'w.2' })).toHaveLength(3);
    expect(await keys({ workloadId: 'w9' })).toEqual([]);
    expect(await keys({ status: 'proposed' })).toHaveLength(3);
    expect(await keys({ status: 'done' })).toEqual([]);
    expect(await keys({ owner: 'ada' })).toEqual([]);
  });

  it('writes any number in four commands', async () => {
    await repository.saveForRun(hold('run-write-5'), recommendations(5));
    const few = commands.length;
    commands = [];
    await repository.saveForRun(hold('run-write-100'), recommendations(100));
    expect(commands.length).toBe(few);
  });

  it('stores each part as a document of its own', async () => {
    await repository.saveForRun(hold('run-parts'), recommendations(3));
    for (const name of Object.values(RECOMMENDATION_MODELS)) {
      expect(await connection.model(name).countDocuments({ tenantId: 'acme', runId: 'run-parts' })).toBe(3);
    }
  });

  it('changes nothing when a write is repeated', async () => {
    await repository.saveForRun(hold('run-twice'), recommendations(4));
    await repository.saveForRun(hold('run-twice'), recommendations(4));
    expect(await read('acme', 'run-twice')).toEqual(recommendations(4));
  });

  it('keeps nothing of an earlier, longer write', async () => {
    await repository.saveForRun(hold('run-shrink'), recommendations(4));
    await repository.saveForRun(hold('run-shrink'), recommendations(2));
    expect(await read('acme', 'run-shrink')).toEqual(recommendations(2));
    for (const name of Object.values(RECOMMENDATION_MODELS)) {
      expect(await connection.model(name).countDocuments({ runId: 'run-shrink' })).toBe(2);
    }
  });

  it('shows a tenant nothing of another', async () => {
    await repository.saveForRun(hold('run-tenant'), recommendations(2));
    expect(await read('other', 'run-tenant')).toEqual([]);
  });

  it('refuses to write over another tenant’s run', async () => {
    await repository.saveForRun(hold('run-taken'), recommendations(1));
    expect(await repository.saveForRun(hold('run-taken', 1, 'other'), recommendations(1))).toBe(false);
    expect(await read('acme', 'run-taken')).toEqual(recommendations(1));
  });

  describe('written to under several claims', () => {
    const [first, second, third, ...rest] = recommendations(6) as [
      Recommendation,
      Recommendation,
      Recommendation,
    ];
    const other = { ...third, key: 'of-another-version' };
    const all = async () =>
      Promise.all(
        Object.values(RECOMMENDATION_MODELS).map((name) =>
          connection.model(name).find().sort({ _id: 1 }).lean(),
        ),
      );

    it.each([
      ['the same', [first, second]],
      ['fewer', [first]],
      ['more and other', [other, first, second, ...rest]],
      ['none of the same', [other]],
      ['none', []],
    ])('changes nothing for an earlier one that brings %s, and says so', async (name, late) => {
      const runId = `run-late ${name}`;
      expect(await repository.saveForRun(hold(runId, 2), [first, second])).toBe(true);
      const before = await all();
      expect(await repository.saveForRun(hold(runId, 1), late)).toBe(false);
      expect(await all()).toEqual(before);
    });

    it('refuses the first writer of all when a later one was there', async () => {
      await repository.saveForRun(hold('run-first', 2), [first, second]);
      expect(await repository.saveForRun(hold('run-first', 1), [other, first], { isFirst: true })).toBe(
        false,
      );
      expect(await read('acme', 'run-first')).toEqual([first, second]);
    });

    it('replaces what the earlier one stored', async () => {
      await repository.saveForRun(hold('run-next', 1), [first, second, third], { isFirst: true });
      expect(await repository.saveForRun(hold('run-next', 2), [second])).toBe(true);
      expect(await read('acme', 'run-next')).toEqual([second]);
    });

    it('keeps the later one’s also where both come at once', async () => {
      const runs = Array.from({ length: 20 }, (_, index) => `run-race-${index}`);
      const later = await Promise.all(
        runs.flatMap((runId) => [
          repository.saveForRun(hold(runId, 1), [first, second, other]).then(() => true),
          repository.saveForRun(hold(runId, 2), [second, third]),
        ]),
      );
      expect(later).not.toContain(false);
      for (const runId of runs) expect(await read('acme', runId)).toEqual([second, third]);
    });
  });

  it('declares the index that serves its query', async () => {
    const indexes = await connection.model(RECOMMENDATION_MODELS.core).collection.indexes();
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { tenantId: 1, runId: 1, key: 1 }, unique: true }),
    );
    expect(indexes).toContainEqual(expect.objectContaining({ key: { tenantId: 1, runId: 1, rank: 1 } }));
  });
});
