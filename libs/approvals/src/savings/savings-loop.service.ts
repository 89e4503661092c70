import { Injectable } from '@nestjs/common';
import { BudgetsService } from '@app/budgets';
import { Clock } from '@app/kernel';
import type { RecommendationDetail } from '@app/synthesis';
import { RecommendationsService } from '@app/synthesis';
import { ApprovalsService, type ReadApproval } from '../approvals.service';
import type { MeasuredSaving } from './measured-saving';
import { MOST_SAVING_MEASURES, MeasuredSavingsService } from './measured-savings.service';
import type { SavingMeasure } from './saving-measure';
import { SavingMeasureRepository } from './saving-measure.repository';
import { savingCountedElsewhere, tooManySavingMeasures } from './savings.errors';

/** A recommendation from its approval to what it saved. */
export interface SavingsLoop extends MeasuredSaving {
  readonly detail: RecommendationDetail;
  readonly approved: ReadApproval | null;
}

/** Follows recommendations to what they save in fact. */
@Injectable()
export class SavingsLoopService {
  constructor(
    private readonly measures: SavingMeasureRepository,
    private readonly recommendations: RecommendationsService,
    private readonly approvals: ApprovalsService,
    private readonly budgets: BudgetsService,
    private readonly savings: MeasuredSavingsService,
    private readonly clock: Clock,
  ) {}

  /** @throws recommendation.not-found */
  async read(tenantId: string, id: string): Promise<SavingsLoop> {
    const detail = await this.recommendations.get(tenantId, id);
    const { assessmentId, key } = detail.followUp;
    const [approved, saving] = await Promise.all([
      this.approvals.newestOf(tenantId, { kind: 'recommendation', assessmentId, key }, 'approved'),
      this.savings.of(tenantId, detail),
    ]);
    return { detail, approved, ...saving };
  }

  /**
   * Says where the saving is to be read off.
   * @throws recommendation.not-found, budget.not-found
   * @throws saving.counted-elsewhere, saving.too-many-measures
   */
  async measure(
    tenantId: string,
    id: string,
    given: Pick<SavingMeasure, 'budgetId' | 'category' | 'baseline' | 'by'>,
  ): Promise<SavingsLoop> {
    const [{ followUp, runId }, known] = await Promise.all([
      this.recommendations.get(tenantId, id),
      this.measures.find(tenantId, id),
      this.budgets.get(tenantId, given.budgetId),
    ]);
    if (!known && (await this.measures.count(tenantId)) >= MOST_SAVING_MEASURES)
      throw tooManySavingMeasures(MOST_SAVING_MEASURES);
    const forecast = { runId, saving: followUp.saving };
    const measure = { recommendationId: id, tenantId, ...given, forecast, setAt: this.clock.now() };
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
}
