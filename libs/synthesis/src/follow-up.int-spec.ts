import type { RecommendationDraft } from '@app/agents';
import { decodeCursor } from '@app/database';
import { type Connection, createConnection } from 'mongoose';
import { aFigure } from '../../../test/support/agent-output.builder';
import { recommended } from '../../../test/support/recommendation.builder';
import { testMongoUrl } from '../../../test/support/stores';
import { FollowUpRepository } from './follow-up.repository';
import { FOLLOW_UP_MODEL, type FollowUpRecord, followUpSchema } from './follow-up.schema';
import { RECOMMENDATION_STATUSES, mayBecome, nextStatuses } from './recommendation-status';
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
import { RecommendationsService } from './recommendations.service';

type Draft = Partial<RecommendationDraft> & Pick<RecommendationDraft, 'key'>;

const NOW = new Date('2026-11-21T12:00:00Z');
const UPKEEP = new Set(['hello', 'isMaster', 'ping', 'endSessions']);
const ALL = { limit: 100, afterId: null };

describe('what becomes of recommendations', () => {
  let connection: Connection;
  let contents: RecommendationRepository;
  let followUps: FollowUpRepository;
  let service: RecommendationsService;
  let commands: string[] = [];

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('follow-up-int'), { monitorCommands: true }).asPromise();
    await connection.dropDatabase();
    const { core, cost, compliance, implementation } = RECOMMENDATION_MODELS;
    const model = connection.model<FollowUpRecord>(FOLLOW_UP_MODEL, followUpSchema);
    contents = new RecommendationRepository(
      connection.model<RecommendationRecord>(core, recommendationSchema),
      connection.model<RecommendationCostRecord>(cost, recommendationCostSchema),
      connection.model<RecommendationComplianceRecord>(compliance, recommendationComplianceSchema),
      connection.model<RecommendationImplementationRecord>(
        implementation,
        recommendationImplementationSchema,
      ),
    );
    // Indexes are made in the background: their commands are not what is counted here.
    await Promise.all(Object.values(connection.models).map((each) => each.init()));
    followUps = new FollowUpRepository(model);
    service = new RecommendationsService(followUps, { now: () => NOW });
    connection.getClient().on('commandStarted', ({ commandName }) => {
      if (!UPKEEP.has(commandName)) commands.push(commandName);
    });
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  /** A run ends with these recommendations; its tenant has the name of the test. */
  async function ends(
    tenantId: string,
    runId: string,
    drafts: readonly Draft[],
    assessmentId = 'a1',
    epoch = 1,
  ) {
    const saving = aFigure({ id: 'saving', value: 100, low: 80, high: 150, unit: 'USD/month' });
    const all = recommended(drafts, [saving]);
    const hold = {
      tenantId,
      runId: `${tenantId}-${runId}`,
      assessmentId: `${tenantId}-${assessmentId}`,
      epoch,
    };
    await contents.saveForRun(hold, all);
    await followUps.follow(hold, all, NOW);
  }

  const listed = async (tenantId: string, filter: object = {}) =>
    (await service.list(tenantId, filter, ALL)).items.map(({ followUp }) => followUp!.key);

  it('follows up results that come together in one command, each as if it had come alone', async () => {
    const hold = (assessmentId: string) => ({
      tenantId: 't-group',
      runId: `t-group-${assessmentId}`,
      assessmentId,
      epoch: 1,
    });
    const all = recommended([{ key: 'k1', title: 'Words' }], []);
    const assessments = ['b1', 'b2', 'b3'];
    await followUps.follow({ ...hold('b2'), runId: 't-group-later' }, all, NOW);
    commands = [];
    await Promise.all(assessments.map((id) => followUps.follow(hold(id), all, NOW)));
    expect(commands).toEqual(['update']);
    const runs = await Promise.all(
      assessments.map(async (id) => (await followUps.find('t-group', `${id}:k1`))?.runId),
    );
    // The older result of b2 took nothing back, and kept nobody else's out.
    expect(runs).toEqual(['t-group-b1', 't-group-later', 't-group-b3']);
  });

  it('brings one into the list once, however many runs say it', async () => {
    await ends('t-once', '1', [{ key: 'k1', title: 'Old words' }]);
    await ends('t-once', '2', [{ key: 'k1', title: 'New words' }]);
    const { items } = await service.list('t-once', {}, ALL);
    expect(items).toMatchObject([
      { recommendation: { title: 'New words' }, runId: 't-once-2', followUp: { status: 'proposed' } },
    ]);
    expect(await service.list('other', {}, ALL)).toEqual({ items: [], nextCursor: null });
  });

  it.each(['accepted', 'rejected'] as const)('does not propose again what was %s', async (status) => {
    const tenant = `t-keep-${status}`;
    await ends(tenant, '1', [{ key: 'k1' }]);
    const id = `${tenant}-a1:k1`;
    await service.decide(tenant, id, 1, { status, by: 'ada', comment: 'Because.', owner: 'ops' });
    await ends(tenant, '2', [{ key: 'k1', severity: 'critical' }]);
    const { followUp, recommendation } = await service.get(tenant, id);
    expect(recommendation.severity).toBe('critical');
    expect(followUp).toMatchObject({ status, owner: 'ops', current: true, version: 3 });
    expect(followUp.history).toMatchObject([
      {
        at: NOW,
        by: 'ada',
        comment: 'Because.',
        changes: [
          { field: 'status', from: 'proposed', to: status },
          { field: 'owner', from: null, to: 'ops' },
        ],
      },
    ]);
  });

  it('takes from the list what is not said any more, unless somebody decided on it', async () => {
    await ends('t-gone', '1', [{ key: 'dropped' }, { key: 'agreed' }, { key: 'kept' }]);
    await service.decide('t-gone', 't-gone-a1:agreed', 'any', { status: 'accepted' });
    await ends('t-gone', '2', [{ key: 'kept' }]);
    expect(await listed('t-gone')).toEqual(['agreed', 'kept']);
    expect((await service.get('t-gone', 't-gone-a1:agreed')).followUp.current).toBe(false);
    expect((await service.get('t-gone', 't-gone-a1:dropped')).followUp.current).toBe(false);
    // Taken back, it is a proposal that nobody makes; said again, it is one.
    await service.decide('t-gone', 't-gone-a1:agreed', 'any', { status: 'proposed' });
    expect(await listed('t-gone')).toEqual(['kept']);
    await ends('t-gone', '3', [{ key: 'kept' }, { key: 'dropped' }]);
    expect(await listed('t-gone')).toEqual(['dropped', 'kept']);
  });

  it('takes nothing back when an older result comes late, or the same comes again', async () => {
    await ends('t-late', '2', [{ key: 'k1', title: 'Newer' }], 'a1', 2);
    await ends('t-late', '1', [{ key: 'k1', title: 'Older' }, { key: 'k2' }], 'a1', 9);
    await followUps.follow(
      { tenantId: 't-late', runId: 't-late-2', assessmentId: 't-late-a1', epoch: 1 },
      recommended([{ key: 'k1', severity: 'critical' }]),
      NOW,
    );
    const { followUp } = await service.get('t-late', 't-late-a1:k1');
    expect(followUp).toMatchObject({ runId: 't-late-2', current: true, severity: 'medium', version: 1 });
  });

  it.each(
    RECOMMENDATION_STATUSES.flatMap((from) =>
      RECOMMENDATION_STATUSES.filter((to) => !mayBecome(from, to)).map((to) => [from, to] as const),
    ),
  )('refuses %s -> %s and names what is allowed', async (from, to) => {
    const tenant = `t-${from}-${to}`;
    await ends(tenant, '1', [{ key: 'k1' }]);
    const id = `${tenant}-a1:k1`;
    const path = {
      proposed: [],
      accepted: ['accepted'],
      rejected: ['rejected'],
      done: ['accepted', 'done'],
    } as const;
    for (const status of path[from]) await service.decide(tenant, id, 'any', { status });
    const allowed = nextStatuses(from).join(', ');
    await expect(service.decide(tenant, id, 'any', { status: to })).rejects.toMatchObject({
      code: 'recommendation.status-not-allowed',
      message: `Recommendation ${id} is ${from} and cannot become ${to}; from ${from} it may become ${allowed}.`,
    });
    expect((await service.get(tenant, id)).followUp.status).toBe(from);
  });

  it('lets one of many who decide at once win, and tells the others', async () => {
    await ends('t-race', '1', [{ key: 'k1' }]);
    const id = 't-race-a1:k1';
    const decisions = Array.from({ length: 12 }, (_, index) =>
      service.decide('t-race', id, 1, { status: index % 2 ? 'accepted' : 'rejected', by: `p${index}` }),
    );
    const outcomes = await Promise.allSettled(decisions);
    const refused = outcomes.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(11);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'recommendation.changed' });
    const { followUp } = await service.get('t-race', id);
    expect(followUp).toMatchObject({ version: 2 });
    expect(followUp.history).toHaveLength(1);
  });

  it('loses no comment of many who expect no version', async () => {
    await ends('t-any', '1', [{ key: 'k1' }]);
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    await Promise.all(
      names.map((by) => service.decide('t-any', 't-any-a1:k1', 'any', { comment: 'Seen.', by })),
    );
    const { followUp } = await service.get('t-any', 't-any-a1:k1');
    expect(followUp.history.map(({ by }) => by).sort()).toEqual([...names].sort());
    expect(followUp.version).toBe(13);
  });

  it('writes nothing where a decision changes nothing', async () => {
    await ends('t-same', '1', [{ key: 'k1' }]);
    const id = 't-same-a1:k1';
    expect(await service.decide('t-same', id, 1, { status: 'proposed', owner: null })).toMatchObject({
      version: 1,
    });
    expect((await service.get('t-same', id)).followUp.history).toEqual([]);
  });

  it('takes a realised saving of what was agreed to, and of nothing else', async () => {
    const cost = { figureIds: ['saving'], savingIds: ['saving'], note: '' };
    await ends('t-saved', '1', [{ key: 'k1', cost }]);
    const id = 't-saved-a1:k1';
    const realisedSaving = { usdPerMonth: 90, evidence: 'Invoice 7', since: '2026-10-01' };
    await expect(service.decide('t-saved', id, 'any', { realisedSaving })).rejects.toMatchObject({
      code: 'recommendation.saving-too-early',
    });
    await service.decide('t-saved', id, 'any', { status: 'accepted' });
    const done = await service.decide('t-saved', id, 'any', { status: 'done', realisedSaving });
    expect(done).toMatchObject({ saving: { usdPerMonth: 100, low: 80, high: 150 }, realisedSaving });
  });

  it('lists gravest first, page by page, by each filter, in one command each', async () => {
    await ends('t-list', '1', [
      { key: 'a', severity: 'low', workloadIds: ['w1'] },
      { key: 'b', severity: 'critical', workloadIds: ['w1', 'w2'] },
      { key: 'c', severity: 'medium' },
    ]);
    await ends('t-list', '2', [{ key: 'd', severity: 'high' }], 'a2');
    await service.decide('t-list', 't-list-a1:a', 'any', { owner: 'ada', dueDate: '2026-11-20' });
    await service.decide('t-list', 't-list-a1:c', 'any', { status: 'rejected', dueDate: '2026-01-01' });
    await service.decide('t-list', 't-list-a2:d', 'any', { status: 'accepted', dueDate: '2026-11-21' });
    commands = [];
    expect(await listed('t-list')).toEqual(['b', 'd', 'c', 'a']);
    expect(await listed('t-list', { severity: 'low' })).toEqual(['a']);
    expect(await listed('t-list', { workloadId: 'w2' })).toEqual(['b']);
    expect(await listed('t-list', { assessmentId: 't-list-a2' })).toEqual(['d']);
    expect(await listed('t-list', { status: 'rejected' })).toEqual(['c']);
    expect(await listed('t-list', { owner: 'ada' })).toEqual(['a']);
    expect(await listed('t-list', { overdueOn: '2026-11-21' })).toEqual(['a']);
    expect(await listed('t-list', { overdueOn: '2026-11-21', status: 'accepted' })).toEqual([]);
    expect(await listed('t-list', { overdueOn: '2026-11-21', status: 'rejected' })).toEqual([]);
    expect(commands).toEqual(Array.from({ length: 9 }, () => 'aggregate'));
    const first = await service.list('t-list', {}, { limit: 3, afterId: null });
    const rest = await service.list(
      't-list',
      {},
      { limit: 3, afterId: decodeCursor(first.nextCursor ?? '') },
    );
    expect(rest.items.map(({ followUp }) => followUp?.key)).toEqual(['a']);
    expect(rest.nextCursor).toBeNull();
  });

  it.each([
    ['all', {}],
    ['a status', { status: 'accepted' }],
    ['a severity', { severity: 'high' }],
    ['an assessment', { assessmentId: 'a1' }],
    ['an owner', { owner: 'ada' }],
    ['a workload', { workloadIds: 'w1' }],
    ['what is overdue', { dueDate: { $lt: '2026-11-21' } }],
  ])('reads lists of %s by an index', async (_case, filter) => {
    const plan = await connection
      .model(FOLLOW_UP_MODEL)
      .aggregate([{ $match: { tenantId: 'acme', hidden: false, ...filter } }, { $sort: { place: 1 } }])
      .explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('IXSCAN');
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });
});
