import { Injectable } from '@nestjs/common';
import { BudgetWatchService, BudgetsService } from '@app/budgets';
import { AppError, Clock, unknownFigure, type Figure } from '@app/kernel';
import type { RecommendationDetail } from '@app/synthesis';
import { RecommendationsService } from '@app/synthesis';
import { ApprovalsService, type ReadApproval } from '../approvals.service';
import { realisedSaving, type RealisedMeasure } from './realised-saving';
import { forecastSaving, savingDifference, savingVerdict, type SavingVerdict } from './saving-forecast';
import type { SavingMeasure } from './saving-measure';
import { SavingMeasureRepository } from './saving-measure.repository';
import { savingCountedElsewhere } from './savings.errors';

/** A recommendation from its approval to what it saved. */
export interface SavingsLoop extends RealisedMeasure {
  readonly detail: RecommendationDetail;
  readonly approved: ReadApproval | null;
  readonly measure: SavingMeasure | null;
  /** When it was said to be done; null while it is not. */
  readonly doneAt: Date | null;
  readonly forecast: Figure;
  readonly difference: Figure;
  readonly verdict: SavingVerdict;
}

/** Follows recommendations to what they save in fact. */
@Injectable()
export class SavingsLoopService {
  constructor(
    private readonly measures: SavingMeasureRepository,
    private readonly recommendations: RecommendationsService,
    private readonly approvals: ApprovalsService,
    private readonly budgets: BudgetsService,
    private readonly watches: BudgetWatchService,
    private readonly clock: Clock,
  ) {}

  /** @throws recommendation.not-found */
  async read(tenantId: string, id: string): Promise<SavingsLoop> {
    const detail = await this.recommendations.get(tenantId, id);
    const { assessmentId, key, status, statusSince } = detail.followUp;
    const [approved, measure] = await Promise.all([
      this.approvals.newestOf(tenantId, { kind: 'recommendation', assessmentId, key }, 'approved'),
      this.measures.find(tenantId, id),
    ]);
    const doneAt = status === 'done' ? statusSince : null;
    const realised = await this.realised(tenantId, key, measure, doneAt);
    const forecast = forecastSaving(detail);
    return {
      ...{ detail, approved, measure, doneAt, forecast, ...realised },
      difference: savingDifference(key, forecast, realised.perMonth),
      verdict: savingVerdict(forecast, realised.perMonth),
    };
  }

  /**
   * Says where the saving is to be read off.
   * @throws recommendation.not-found, budget.not-found
   * @throws saving.counted-elsewhere
   */
  async measure(
    tenantId: string,
    id: string,
    given: Pick<SavingMeasure, 'budgetId' | 'category' | 'baseline' | 'by'>,
  ): Promise<SavingsLoop> {
    await Promise.all([this.recommendations.get(tenantId, id), this.budgets.get(tenantId, given.budgetId)]);
    const measure = { recommendationId: id, tenantId, ...given, setAt: this.clock.now() };
    if (!(await this.measures.set(measure))) {
      const holder = await this.measures.holderOf(measure);
      throw savingCountedElsewhere(measure, holder?.recommendationId ?? 'of another one');
    }
    return this.read(tenantId, id);
  }

  /** Takes the measure away; without one nothing happens. @throws recommendation.not-found */
  async forget(tenantId: string, id: string): Promise<void> {
    await this.recommendations.get(tenantId, id);
    await this.measures.remove(tenantId, id);
  }

  private async realised(
    tenantId: string,
    key: string,
    measure: SavingMeasure | null,
    doneAt: Date | null,
  ): Promise<RealisedMeasure> {
    if (doneAt === null) return nothing(key, 'it is not done');
    if (measure === null) return nothing(key, 'nobody said in which category of which budget it can be seen');
    try {
      const watch = await this.watches.watch(tenantId, measure.budgetId);
      return realisedSaving({ key, measure, watch, doneAt, today: this.recommendations.today });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'not-found') throw error;
      return nothing(key, `budget ${measure.budgetId} is there no more`);
    }
  }
}

function nothing(key: string, reason: string): RealisedMeasure {
  const none = (id: string, label: string, unit: string) =>
    unknownFigure({ id: `saving.${key}.${id}`, label, unit, reason, method: 'computed' });
  return {
    months: [],
    perMonth: none('realised', 'Saving in fact', 'USD/month'),
    total: none('realised.total', 'Saving in fact so far', 'USD'),
  };
}
