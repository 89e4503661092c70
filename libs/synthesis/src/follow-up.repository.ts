import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Severity } from '@app/agents';
import type { Page, PageRequest } from '@app/database';
import { eachAlone, encodeCursor, isDuplicateKey, timeLimitOf, writeJointly } from '@app/database';
import type { Outcome } from '@app/platform';
import { GroupCommit } from '@app/platform';
import type { Model, mongo, PipelineStage, QueryFilter } from 'mongoose';
import type { FollowUp, FollowUpEntry } from './follow-up';
import { followUpId } from './follow-up';
import { toSummary } from './follow-up-content';
import type { FollowedRecommendation, FollowUpFilter } from './follow-up-content';
import type { FollowUpRecord } from './follow-up.schema';
import { FOLLOW_UP_MODEL } from './follow-up.schema';
import { joinParts, toRecommendation } from './recommendation-content';
import type { JoinedRecord } from './recommendation-content';
import { SEVERITIES } from './recommendation-ranking';
import { OPEN_STATUSES } from './recommendation-status';
import type { RunHold } from './recommendation.repository';
import { RECOMMENDATION_COLLECTIONS } from './recommendation.schema';
import { savingOf } from './saving-of';
import type { Recommendation } from './synthesis-result';

/** What the recommendations of a tenant may be narrowed by. */
export interface RecommendationFilter extends FollowUpFilter {
  readonly severity?: Severity;
  readonly workloadId?: string;
  readonly assessmentId?: string;
}

/** What a decision changes; what is left out stays. */
export type FollowUpChange = Partial<
  Pick<FollowUp, 'status' | 'owner' | 'dueDate' | 'realisedSaving' | 'ticketUrl' | 'statusSince'>
>;

type Followed = FollowUpRecord & {
  readonly core: readonly JoinedRecord[];
} & Pick<JoinedRecord, 'cost' | 'compliance' | 'implementation'>;

/** What a run recommends, at the moment at which that is followed up. */
interface FollowedResult {
  readonly hold: RunHold;
  readonly recommendations: readonly Recommendation[];
  readonly at: Date;
}

/** More than a page holds, so that the first batch is the only one. */
const BATCH_SIZE = 200;

/** What became of recommendations. Every change by a person is one conditional write with its entry in the history. */
@Injectable()
export class FollowUpRepository {
  private readonly results = new GroupCommit((group: readonly FollowedResult[]) => this.followAll(group));

  constructor(@InjectModel(FOLLOW_UP_MODEL) private readonly followUps: Model<FollowUpRecord>) {}

  /**
   * Brings the follow-ups of an assessment up to date with a result: new keys are proposed, known ones get its content
   * and keep what people decided, and those that it does not recommend are current no longer. Doing it again, or with an
   * older result, takes nothing back.
   */
  follow(hold: RunHold, recommendations: readonly Recommendation[], at: Date): Promise<void> {
    return this.results.add({ hold, recommendations, at });
  }

  /** Follows up results that came together in one command, as if each had come alone. */
  private async followAll(group: readonly FollowedResult[]): Promise<readonly Outcome<void>[]> {
    const operations = group.map(operationsOf);
    const written = await writeJointly(this.followUps, operations.flat(), group.length);
    if (written === 'refused') return eachAlone(group, (one) => this.followAll([one]));
    let from = 0;
    return operations.map(({ length }) => {
      const until = from + length;
      // A newer result of the assessment holds the id: it stays.
      const isFailure = ([at, error]: [number, Error]) => at >= from && at < until && !isDuplicateKey(error);
      const [failure] = [...written.errors].filter(isFailure);
      from = until;
      return failure ? { status: 'rejected', reason: failure[1] } : { status: 'fulfilled', value: undefined };
    });
  }

  async find(tenantId: string, id: string): Promise<FollowUp | null> {
    const record = await this.followUps.findOne({ _id: id, tenantId }).lean<FollowUpRecord>();
    return record && toFollowUp(record);
  }

  /** Its content as the newest run that recommends it says it, and what became of it: one command. */
  async findDetail(
    tenantId: string,
    id: string,
  ): Promise<(FollowedRecommendation & { readonly followUp: FollowUp }) | null> {
    const [found] = await this.joined({ _id: id, tenantId }, 1, []);
    const followed = found && toFollowed(found);
    return followed ? { ...followed, followUp: toFollowUp(found) } : null;
  }

  /** Several with their content, by id; those that are not there are left out. One command. */
  async findContents(
    tenantId: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, FollowedRecommendation>> {
    if (ids.length === 0) return new Map();
    const rows = await this.joined({ _id: { $in: [...ids] }, tenantId }, ids.length);
    return new Map(rows.flatMap((row) => toEntry(row._id, toFollowed(row))));
  }

  /** Writes a decision if the follow-up is still at this version. Null: it is not. */
  async change(before: FollowUp, change: FollowUpChange, entry: FollowUpEntry): Promise<FollowUp | null> {
    const { id, tenantId, version, status, current } = before;
    const isSettled = (change.status ?? status) !== 'proposed';
    const record = await this.native.findOneAndUpdate(
      { _id: id, tenantId, version, status },
      {
        $set: { ...change, hidden: !isSettled && !current },
        $inc: { version: 1 },
        $push: { history: entry },
      },
      { returnDocument: 'after', ...timeLimitOf(this.followUps) },
    );
    return record && toFollowUp(record);
  }

  /** Gravest first, then by rank in its run; one command for a page, with all content. `afterId` is a place. */
  async list(
    tenantId: string,
    filter: RecommendationFilter,
    page: PageRequest,
  ): Promise<Page<FollowedRecommendation>> {
    const after = page.afterId === null ? {} : { place: { $gt: page.afterId } };
    const rows = await this.joined(
      { tenantId, hidden: false, ...narrowed(filter), ...after },
      page.limit + 1,
    );
    const items = rows.slice(0, page.limit);
    const last = items.at(-1);
    return {
      items: items.flatMap((row) => toFollowed(row) ?? []),
      nextCursor: rows.length > page.limit && last ? encodeCursor(last.place) : null,
    };
  }

  private joined(
    filter: QueryFilter<FollowUpRecord>,
    limit: number,
    trim: readonly PipelineStage[] = [{ $project: { history: 0 } }],
  ): Promise<Followed[]> {
    return this.followUps
      .aggregate<Followed>([
        { $match: filter },
        { $sort: { place: 1 } },
        { $limit: limit },
        ...trim,
        {
          $lookup: {
            from: RECOMMENDATION_COLLECTIONS.core,
            localField: 'contentId',
            foreignField: '_id',
            as: 'core',
          },
        },
        ...joinParts('contentId'),
      ])
      .option({ batchSize: BATCH_SIZE })
      .exec();
  }

  /** For what is of its stored type already. */
  private get native(): mongo.Collection<FollowUpRecord> {
    return this.followUps.collection as unknown as mongo.Collection<FollowUpRecord>;
  }
}

function operationsOf({ hold, recommendations, at }: FollowedResult): object[] {
  const { tenantId, assessmentId } = hold;
  const older = { tenantId, assessmentId, source: { $lt: sourceOf(hold) } };
  return [
    ...recommendations.map((one) => ({ updateOne: upsertOf(hold, one, at) })),
    {
      updateMany: {
        filter: { ...older, status: 'proposed', hidden: false },
        update: { $set: { current: false, hidden: true }, $inc: { version: 1 } },
      },
    },
    {
      updateMany: {
        filter: { ...older, current: true },
        update: { $set: { current: false }, $inc: { version: 1 } },
      },
    },
  ];
}

/** Ids of runs sort by time, and claims of one count. */
function sourceOf({ runId, epoch }: RunHold): string {
  return `${runId}.${String(epoch).padStart(9, '0')}`;
}

function upsertOf(hold: RunHold, one: Recommendation, at: Date) {
  const { tenantId, assessmentId, runId } = hold;
  const id = followUpId(assessmentId, one.key);
  const source = sourceOf(hold);
  const gravity = SEVERITIES.length - 1 - SEVERITIES.indexOf(one.severity);
  return {
    filter: { _id: id, tenantId, source: { $not: { $gt: source } } },
    update: {
      $set: {
        assessmentId,
        key: one.key,
        runId,
        contentId: `${runId}:${one.key}`,
        source,
        place: `${gravity}.${String(one.rank).padStart(5, '0')}.${id}`,
        current: true,
        hidden: false,
        severity: one.severity,
        workloadIds: [...one.workloadIds],
        saving: savingOf(one),
      },
      $setOnInsert: {
        status: 'proposed',
        owner: null,
        dueDate: null,
        realisedSaving: null,
        ticketUrl: null,
        proposedAt: at,
        statusSince: at,
        history: [],
      },
      $inc: { version: 1 },
    },
    upsert: true,
  };
}

function narrowed(filter: RecommendationFilter): QueryFilter<FollowUpRecord> {
  const { status, owner, severity, workloadId, assessmentId, overdueOn } = filter;
  return {
    ...(overdueOn !== undefined && { dueDate: { $lt: overdueOn }, status: { $in: [...OPEN_STATUSES] } }),
    ...(status !== undefined && {
      status: overdueOn && !OPEN_STATUSES.includes(status) ? { $in: [] } : status,
    }),
    ...(owner !== undefined && { owner }),
    ...(severity !== undefined && { severity }),
    ...(workloadId !== undefined && { workloadIds: workloadId }),
    ...(assessmentId !== undefined && { assessmentId }),
  };
}

function toFollowed({
  core,
  cost,
  compliance,
  implementation,
  ...record
}: Followed): FollowedRecommendation | null {
  const [content] = core;
  if (!content) return null;
  const recommendation = toRecommendation({ ...content, cost, compliance, implementation });
  return { recommendation, runId: record.runId, followUp: toSummary(record) };
}

function toEntry(id: string, found: FollowedRecommendation | null): Array<[string, FollowedRecommendation]> {
  return found ? [[id, found]] : [];
}

function toFollowUp(record: FollowUpRecord): FollowUp {
  return { ...toSummary(record), history: record.history };
}
