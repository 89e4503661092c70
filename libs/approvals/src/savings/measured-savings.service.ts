import { Injectable } from '@nestjs/common';
import { BudgetWatchService } from '@app/budgets';
import { AppError } from '@app/kernel';
import { FollowUpRepository, RecommendationsService, type FollowedRecommendation } from '@app/synthesis';
import { measuredSaving, type MeasuredBudget, type MeasuredSaving } from './measured-saving';
import type { SavingMeasure } from './saving-measure';
import { SavingMeasureRepository } from './saving-measure.repository';

/** Measures that one tenant can have: statistics read them all. */
export const MOST_SAVING_MEASURES = 500;

/** What recommendations saved, each read off the one category of the one budget that measures it. */
@Injectable()
export class MeasuredSavingsService {
  constructor(
    private readonly measures: SavingMeasureRepository,
    private readonly followUps: FollowUpRepository,
    private readonly recommendations: RecommendationsService,
    private readonly watches: BudgetWatchService,
  ) {}

  /** Of one recommendation, measured or not. */
  async of(tenantId: string, followed: FollowedRecommendation): Promise<MeasuredSaving> {
    const id = followed.followUp?.id;
    const measure = id === undefined ? null : await this.measures.find(tenantId, id);
    const budgets = await this.budgetsOf(tenantId, measure ? [measure] : []);
    return this.read(followed, measure, budgets);
  }

  /** Of those among several that are done and have a measure, by the id of each. */
  async ofSeveral(
    tenantId: string,
    several: readonly FollowedRecommendation[],
  ): Promise<ReadonlyMap<string, MeasuredSaving>> {
    const done = several.filter(({ followUp }) => followUp?.status === 'done');
    const ids = done.flatMap(({ followUp }) => followUp?.id ?? []);
    const measures = await this.measures.findOf(tenantId, ids);
    return this.readAll(tenantId, done, measures);
  }

  /** Of all of a tenant that are done and have a measure: at most {@link MOST_SAVING_MEASURES}. */
  async ofTenant(
    tenantId: string,
  ): Promise<ReadonlyArray<{ followed: FollowedRecommendation; saving: MeasuredSaving }>> {
    const all = await this.measures.findAll(tenantId, MOST_SAVING_MEASURES);
    const measures = new Map(all.map((measure) => [measure.recommendationId, measure]));
    const contents = await this.followUps.findContents(tenantId, [...measures.keys()]);
    const done = [...contents.values()].filter(({ followUp }) => followUp?.status === 'done');
    const savings = await this.readAll(tenantId, done, measures);
    return done.flatMap((followed) => {
      const saving = savings.get(followed.followUp?.id ?? '');
      return saving ? [{ followed, saving }] : [];
    });
  }

  private async readAll(
    tenantId: string,
    done: readonly FollowedRecommendation[],
    measures: ReadonlyMap<string, SavingMeasure>,
  ): Promise<ReadonlyMap<string, MeasuredSaving>> {
    const measured = done.flatMap((followed) => {
      const measure = measures.get(followed.followUp?.id ?? '');
      return measure ? [{ followed, measure }] : [];
    });
    const budgets = await this.budgetsOf(
      tenantId,
      measured.map(({ measure }) => measure),
    );
    return new Map(
      measured.map(({ followed, measure }) => [
        measure.recommendationId,
        this.read(followed, measure, budgets),
      ]),
    );
  }

  private read(
    followed: FollowedRecommendation,
    measure: SavingMeasure | null,
    budgets: ReadonlyMap<string, MeasuredBudget>,
  ): MeasuredSaving {
    const budget = (measure && budgets.get(measure.budgetId)) ?? null;
    return measuredSaving(followed, measure, budget, this.recommendations.today);
  }

  /** Each budget once, one after the other: a budget has years of amounts. */
  private async budgetsOf(
    tenantId: string,
    measures: readonly SavingMeasure[],
  ): Promise<ReadonlyMap<string, MeasuredBudget>> {
    const found = new Map<string, MeasuredBudget>();
    for (const id of new Set(measures.map(({ budgetId }) => budgetId)))
      found.set(id, await this.budgetOf(tenantId, id));
    return found;
  }

  private async budgetOf(tenantId: string, id: string): Promise<MeasuredBudget> {
    try {
      return await this.watches.spending(tenantId, id);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not-found') return null;
      throw error;
    }
  }
}
