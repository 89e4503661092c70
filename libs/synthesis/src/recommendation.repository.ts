import type { Severity } from '@app/agents';
import type { Page, PageRequest } from '@app/database';
import { badCursor, encodeCursor, isDuplicateKey, timeLimitOf } from '@app/database';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AnyBulkWriteOperation, Model } from 'mongoose';
import { followUpId } from './follow-up';
import { joinFollowUps, matchesFollowUp, toSummary } from './follow-up-content';
import type { FollowedRecommendation, FollowUpFilter } from './follow-up-content';
import type { FollowUpRecord } from './follow-up.schema';
import { joinParts, toRecommendation } from './recommendation-content';
import type { JoinedRecord } from './recommendation-content';
import {
  RECOMMENDATION_MODELS,
  type RecommendationComplianceRecord,
  type RecommendationCostRecord,
  type RecommendationImplementationRecord,
  type RecommendationRecord,
} from './recommendation.schema';
import type { Recommendation } from './synthesis-result';

/** More than any run recommends, so that the first batch is the only one. */
const BATCH_SIZE = 5_000;

/** The run, and the claim of it under which a writer works. */
export interface RunHold {
  readonly tenantId: string;
  readonly runId: string;
  readonly assessmentId: string;
  readonly epoch: number;
}

/** What the recommendations of one run may be narrowed by. */
export interface RunRecommendationFilter extends FollowUpFilter {
  readonly severity?: Severity;
  readonly workloadId?: string;
}

/** The stored recommendations of runs: core, cost, compliance and implementation as documents of their own. */
@Injectable()
export class RecommendationRepository {
  constructor(
    @InjectModel(RECOMMENDATION_MODELS.core) private readonly cores: Model<RecommendationRecord>,
    @InjectModel(RECOMMENDATION_MODELS.cost) private readonly costs: Model<RecommendationCostRecord>,
    @InjectModel(RECOMMENDATION_MODELS.compliance)
    private readonly compliances: Model<RecommendationComplianceRecord>,
    @InjectModel(RECOMMENDATION_MODELS.implementation)
    private readonly implementations: Model<RecommendationImplementationRecord>,
  ) {}

  /**
   * Makes the stored recommendations of a run exactly these. Doing it again changes nothing; where nothing can be stored
   * yet (`isFirst`), there is nothing to replace either. False where a later claim has stored its own, which stay.
   */
  async saveForRun(
    hold: RunHold,
    recommendations: readonly Recommendation[],
    { isFirst = false } = {},
  ): Promise<boolean> {
    if (isFirst) return ifNotTaken(() => this.saveAll(hold, recommendations, insertParts));
    const replaceAll = () => ifNotTaken(() => this.saveAll(hold, recommendations, replaceParts));
    if (await this.hasLater(hold)) return false;
    // The first may meet one that an earlier claim inserts in the same moment: the second replaces that.
    return (await replaceAll()) || (await replaceAll());
  }

  private async hasLater({ tenantId, runId, epoch }: RunHold): Promise<boolean> {
    return (await this.cores.exists({ tenantId, runId, epoch: { $gt: epoch } })) !== null;
  }

  private async saveAll(
    hold: RunHold,
    recommendations: readonly Recommendation[],
    write: typeof insertParts,
  ): Promise<void> {
    const save = <T>(model: Model<T>, pick: (one: Recommendation) => object) =>
      write(
        model,
        hold,
        recommendations.map((one) => ({ key: one.key, ...pick(one) })),
      );
    // The cores come last: whoever finds one finds its parts.
    await Promise.all([
      save(this.costs, (one) => one.cost),
      save(this.compliances, (one) => one.compliance),
      save(this.implementations, (one) => one.implementation),
    ]);
    await save(this.cores, (one) => {
      const { rank, title, rationale, severity, workloadIds, agents, deployment, figures } = one;
      const followUp = { followUpId: followUpId(hold.assessmentId, one.key) };
      return { rank, title, rationale, severity, workloadIds, agents, deployment, figures, ...followUp };
    });
  }

  /**
   * The recommendations of a run with all their parts and what became of them, by rank: one command, however many there
   * are. Page by page after the rank `afterId`.
   * @throws request.bad-cursor
   */
  async listByRun(
    tenantId: string,
    runId: string,
    page: PageRequest,
    filter: RunRecommendationFilter = {},
  ): Promise<Page<FollowedRecommendation>> {
    const after = page.afterId === null ? 0 : Number(page.afterId);
    if (!Number.isSafeInteger(after)) throw badCursor();
    const joined = await this.cores
      .aggregate<JoinedRecord & { readonly followUps: readonly FollowUpRecord[] }>([
        { $match: { tenantId, runId } },
        { $sort: { rank: 1 } },
        ...joinParts('_id'),
        joinFollowUps(),
      ])
      .option({ batchSize: BATCH_SIZE });
    // Whoever was frozen and adds its own under an older claim later on adds nothing to what is read.
    const latest = Math.max(...joined.map(epochOf));
    const rows = joined
      .filter((one) => epochOf(one) === latest && one.rank > after && isOf(one, filter))
      .map((one) => followed(one, runId))
      .filter(({ followUp }) => matchesFollowUp(followUp, filter));
    const items = rows.slice(0, page.limit);
    const last = items.at(-1)?.recommendation.rank;
    return {
      items,
      nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor(String(last)) : null,
    };
  }
}

type Part = { readonly key: string };

async function insertParts<T>(model: Model<T>, hold: RunHold, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return;
  const { tenantId, runId, epoch } = hold;
  const documents = parts.map((part) => ({ _id: `${runId}:${part.key}`, tenantId, runId, epoch, ...part }));
  const options = { ordered: false, ...timeLimitOf(model) };
  await model.collection.insertMany(documents as never, options);
}

/** Upserts under ids that follow from the content, and removes what an earlier write left over. */
async function replaceParts<T>(model: Model<T>, hold: RunHold, parts: readonly Part[]): Promise<void> {
  const { tenantId, runId, epoch } = hold;
  // What a later claim stored does not match, and its id is taken.
  const notLater = { epoch: { $not: { $gt: epoch } } };
  const upserts = parts.map((part) => ({
    updateOne: {
      filter: { _id: `${runId}:${part.key}`, tenantId, ...notLater },
      update: { $set: { runId, epoch, ...part } },
      upsert: true,
    },
  }));
  const keys = parts.map((part) => part.key);
  const leftOver = { deleteMany: { filter: { tenantId, runId, key: { $nin: keys }, ...notLater } } };
  await model.bulkWrite([leftOver, ...upserts] as AnyBulkWriteOperation[], timeLimitOf(model));
}

/** Whether the write took place, and not: a document of a later claim is in its way. */
async function ifNotTaken(write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function epochOf({ epoch = 0 }: RecommendationRecord): number {
  return epoch;
}

function isOf(record: RecommendationRecord, { severity, workloadId }: RunRecommendationFilter): boolean {
  if (severity !== undefined && record.severity !== severity) return false;
  return workloadId === undefined || record.workloadIds.includes(workloadId);
}

function followed(
  record: JoinedRecord & { readonly followUps: readonly FollowUpRecord[] },
  runId: string,
): FollowedRecommendation {
  const [stored] = record.followUps;
  return { recommendation: toRecommendation(record), runId, followUp: stored ? toSummary(stored) : null };
}
