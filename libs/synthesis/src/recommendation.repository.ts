import { isDuplicateKey, timeLimitOf } from '@app/database';
import { InvariantError } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AnyBulkWriteOperation, Model, PipelineStage } from 'mongoose';
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
  readonly epoch: number;
}

interface JoinedRecord extends RecommendationRecord {
  readonly cost: readonly RecommendationCostRecord[];
  readonly compliance: readonly RecommendationComplianceRecord[];
  readonly implementation: readonly RecommendationImplementationRecord[];
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
    await save(this.cores, ({ rank, title, rationale, severity, workloadIds, agents }) => {
      return { rank, title, rationale, severity, workloadIds, agents };
    });
  }

  /** All recommendations of a run with all their parts, by rank: one command, however many there are. */
  async findByRun(tenantId: string, runId: string): Promise<Recommendation[]> {
    const joined = await this.cores
      .aggregate<JoinedRecord>([
        { $match: { tenantId, runId } },
        { $sort: { rank: 1 } },
        lookup(this.costs.collection.name, 'cost'),
        lookup(this.compliances.collection.name, 'compliance'),
        lookup(this.implementations.collection.name, 'implementation'),
      ])
      .option({ batchSize: BATCH_SIZE });
    // Whoever was frozen and adds its own under an older claim later on adds nothing to what is read.
    const latest = Math.max(...joined.map(epochOf));
    return joined.filter((one) => epochOf(one) === latest).map(toRecommendation);
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

/** The four documents of a recommendation share their `_id`, so each join is a read by primary key. */
function lookup(from: string, as: string): PipelineStage {
  return { $lookup: { from, localField: '_id', foreignField: '_id', as } };
}

function toRecommendation(record: JoinedRecord): Recommendation {
  const cost = only(record.cost, record._id);
  const compliance = only(record.compliance, record._id);
  const implementation = only(record.implementation, record._id);
  return {
    key: record.key,
    title: record.title,
    rationale: record.rationale,
    severity: record.severity,
    workloadIds: record.workloadIds,
    cost: { figureIds: cost.figureIds, note: cost.note },
    compliance: { requirements: compliance.requirements, note: compliance.note },
    implementation: {
      effort: implementation.effort,
      steps: implementation.steps,
      prerequisites: implementation.prerequisites,
    },
    rank: record.rank,
    agents: record.agents,
  };
}

function only<T>(parts: readonly T[], id: string): T {
  const [part] = parts;
  if (part === undefined) throw new InvariantError(`recommendation ${id} is stored without one of its parts`);
  return part;
}
