import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ModelCallRecord, RunRecord } from '@app/runs';
import { MODEL_CALL_MODEL, RUN_MODEL } from '@app/runs';
import type { FollowUpRecord } from '@app/synthesis';
import { FOLLOW_UP_MODEL } from '@app/synthesis';
import type { Model, PipelineStage } from 'mongoose';
import type { AnalyticsScope } from './analytics-range';
import type {
  AgentStatistic,
  ComplianceStatistic,
  ModelCallStatistic,
  RunStatistic,
  SavingStatistic,
  SpendStatistic,
} from './statistics';

/** More rows than any statistic has, so that the first batch is the only one. */
const BATCH_SIZE = 10_000;

/**
 * Statistics of a tenant, each one aggregation over an index that holds tenant and time. They add up what documents store
 * already: nothing of an assessment is computed again.
 */
@Injectable()
export class AnalyticsRepository {
  constructor(
    @InjectModel(RUN_MODEL) private readonly runs: Model<RunRecord>,
    @InjectModel(MODEL_CALL_MODEL) private readonly calls: Model<ModelCallRecord>,
    @InjectModel(FOLLOW_UP_MODEL) private readonly followUps: Model<FollowUpRecord>,
  ) {}

  spend(scope: AnalyticsScope): Promise<SpendStatistic[]> {
    const known = { $ne: ['$entry.usdPerMonth', null] };
    return this.ofRuns<SpendStatistic>([
      ...newestOfEachMonth(scope, '$outcome.spend'),
      {
        $group: {
          _id: { month: '$_id.month', kind: '$entry.category' },
          usdPerMonth: { $sum: '$entry.usdPerMonth' },
          low: { $sum: '$entry.low' },
          high: { $sum: '$entry.high' },
          priced: { $sum: { $cond: [known, 1, 0] } },
          unpriced: { $sum: { $cond: [known, 0, 1] } },
          assessments: { $addToSet: '$_id.assessmentId' },
        },
      },
      {
        $project: {
          _id: 0,
          month: '$_id.month',
          category: '$_id.kind',
          usdPerMonth: nullUnlessPriced('$usdPerMonth'),
          low: nullUnlessPriced('$low'),
          high: nullUnlessPriced('$high'),
          priced: 1,
          unpriced: 1,
          assessments: { $size: '$assessments' },
        },
      },
      { $sort: { month: 1, category: 1 } },
    ]);
  }

  compliance(scope: AnalyticsScope): Promise<ComplianceStatistic[]> {
    return this.ofRuns<ComplianceStatistic>([
      ...newestOfEachMonth(scope, '$outcome.compliance'),
      {
        $group: {
          _id: { month: '$_id.month', kind: '$entry.framework' },
          applicable: { $sum: '$entry.applicable' },
          passed: { $sum: '$entry.passed' },
          partial: { $sum: '$entry.partial' },
          claimed: { $sum: '$entry.claimed' },
          failed: { $sum: '$entry.failed' },
          notEvaluable: { $sum: '$entry.notEvaluable' },
          assessments: { $addToSet: '$_id.assessmentId' },
        },
      },
      { $set: { month: '$_id.month', framework: '$_id.kind', assessments: { $size: '$assessments' } } },
      { $unset: '_id' },
      { $sort: { month: 1, framework: 1 } },
    ]);
  }

  agents(scope: AnalyticsScope): Promise<AgentStatistic[]> {
    return this.ofRuns<AgentStatistic>([
      { $match: { ...endedIn(scope), outcome: { $exists: true } } },
      { $unwind: '$outcome.agents' },
      { $replaceRoot: { newRoot: '$outcome.agents' } },
      { $sort: { durationMs: 1 } },
      {
        $group: {
          _id: '$agent',
          runs: { $sum: 1 },
          carriedOver: { $sum: { $cond: [{ $eq: ['$durationMs', null] }, 1, 0] } },
          failed: { $sum: { $cond: ['$succeeded', 0, 1] } },
          attempts: { $sum: '$attempts' },
          times: { $push: '$durationMs' },
        },
      },
      ...percentiles({ agent: '$_id', runs: 1, carriedOver: 1, failed: 1, attempts: 1 }),
      { $sort: { agent: 1 } },
    ]);
  }

  outcomes(scope: AnalyticsScope): Promise<RunStatistic[]> {
    return this.ofRuns<RunStatistic>([
      { $match: endedIn(scope) },
      {
        $project: {
          state: 1,
          month: monthOf('$endedAt'),
          // Null where it never began.
          tookMs: { $subtract: ['$endedAt', '$startedAt'] },
        },
      },
      { $sort: { tookMs: 1 } },
      {
        $group: {
          _id: { month: '$month', state: '$state' },
          runs: { $sum: 1 },
          times: { $push: '$tookMs' },
        },
      },
      ...percentiles({ month: '$_id.month', state: '$_id.state', runs: 1 }),
      { $sort: { month: 1, state: 1 } },
    ]);
  }

  modelCalls({ tenantId, from, to }: AnalyticsScope): Promise<ModelCallStatistic[]> {
    const counted = (outcome: string) => ({ $sum: { $cond: [{ $eq: ['$outcome', outcome] }, 1, 0] } });
    return this.calls
      .aggregate<ModelCallStatistic>([
        { $match: { tenantId, startedAt: { $gte: from, $lt: to } } },
        {
          $group: {
            _id: { month: monthOf('$startedAt'), provider: '$provider', model: '$model' },
            calls: { $sum: 1 },
            fromCache: counted('from-cache'),
            answered: counted('answered'),
            inputTokens: { $sum: '$inputTokens' },
            outputTokens: { $sum: '$outputTokens' },
            microUsd: { $sum: '$microUsd' },
          },
        },
        {
          $set: {
            month: '$_id.month',
            provider: '$_id.provider',
            model: '$_id.model',
            unanswered: { $subtract: ['$calls', { $add: ['$fromCache', '$answered'] }] },
          },
        },
        { $unset: '_id' },
        { $sort: { month: 1, provider: 1, model: 1 } },
      ])
      .option({ batchSize: BATCH_SIZE })
      .exec();
  }

  savings({ tenantId, from, to, assessmentId }: AnalyticsScope): Promise<SavingStatistic[]> {
    const present = (field: string) => ({ $sum: { $cond: [{ $eq: [field, null] }, 0, 1] } });
    return this.followUps
      .aggregate<SavingStatistic>([
        {
          $match: {
            tenantId,
            proposedAt: { $gte: from, $lt: to },
            hidden: false,
            ...(assessmentId !== undefined && { assessmentId }),
          },
        },
        {
          $group: {
            _id: '$status',
            recommendations: { $sum: 1 },
            withSaving: present('$saving'),
            usdPerMonth: { $sum: '$saving.usdPerMonth' },
            low: { $sum: '$saving.low' },
            high: { $sum: '$saving.high' },
            withRealised: present('$realisedSaving'),
            realisedUsdPerMonth: { $sum: '$realisedSaving.usdPerMonth' },
          },
        },
        { $set: { status: '$_id' } },
        { $unset: '_id' },
      ])
      .option({ batchSize: BATCH_SIZE })
      .exec();
  }

  private ofRuns<T>(pipeline: PipelineStage[]): Promise<T[]> {
    return this.runs.aggregate<T>(pipeline).option({ batchSize: BATCH_SIZE }).exec();
  }
}

function endedIn({ tenantId, from, to, assessmentId }: AnalyticsScope) {
  const within = { tenantId, endedAt: { $gte: from, $lt: to } };
  return assessmentId === undefined ? within : { ...within, assessmentId };
}

function monthOf(date: string) {
  return { $dateToString: { date, format: '%Y-%m' } };
}

/** One document for each `entry` of a list in the newest result of each assessment in each month. */
function newestOfEachMonth(scope: AnalyticsScope, list: string): PipelineStage[] {
  return [
    { $match: { ...endedIn(scope), outcome: { $exists: true } } },
    { $sort: { endedAt: 1 } },
    {
      $group: {
        _id: { month: monthOf('$endedAt'), assessmentId: '$assessmentId' },
        entry: { $last: list },
      },
    },
    { $unwind: '$entry' },
  ];
}

function nullUnlessPriced(sum: string) {
  return { $cond: [{ $eq: ['$priced', 0] }, null, sum] };
}

/** p50 and p95 of the sorted `times` by nearest rank, those that are null left out; `rest` stays beside them. */
function percentiles(rest: Readonly<Record<string, string | 1>>): PipelineStage.Project[] {
  const at = (share: number) => ({
    $ifNull: [
      {
        $arrayElemAt: ['$times', { $subtract: [{ $ceil: { $multiply: [share, { $size: '$times' }] } }, 1] }],
      },
      null,
    ],
  });
  const known = { $filter: { input: '$times', as: 'time', cond: { $ne: ['$$time', null] } } };
  const names = Object.fromEntries(Object.keys(rest).map((name) => [name, 1 as const]));
  return [
    { $project: { ...rest, _id: 0, times: known } },
    { $project: { ...names, p50Ms: at(0.5), p95Ms: at(0.95) } },
  ];
}
