import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { Clock, newId } from '@app/kernel';
import { effectiveActuals } from './actuals';
import { ActualsRepository, type ActualsSummary } from './actuals.repository';
import { alertsOf, type BudgetAlert } from './alerts';
import { anomaliesIn, type Anomaly, newestFirst, seriesOf } from './anomalies';
import type { ActualAmount, ActualsUpload, Budget } from './budget';
import { alertNotFound, badActuals, tooManyUploads, uploadNotFound } from './budgets.errors';
import { BudgetsService } from './budgets.service';
import { readActuals, type ReadActuals } from './read-actuals';
import { type Variance, varianceOf } from './variance';

/** Files of actuals that one budget takes. */
export const MOST_UPLOADS = 100;
/** Rows in all of them together. */
export const MOST_ROWS_TOGETHER = 60_000;

/** A budget beside what was spent. */
export interface BudgetSpending {
  readonly budget: Budget;
  readonly actuals: readonly ActualAmount[];
  readonly variance: Variance;
}

/** What that says of the budget. */
export interface BudgetWatch extends Pick<BudgetSpending, 'budget' | 'variance'> {
  readonly anomalies: readonly Anomaly[];
  readonly alerts: readonly BudgetAlert[];
}

/** What was spent, and what that says of a budget. */
@Injectable()
export class BudgetWatchService {
  constructor(
    private readonly budgets: BudgetsService,
    private readonly uploads: ActualsRepository,
    private readonly clock: Clock,
  ) {}

  /** What a file would be read as; nothing is stored. @throws budget.not-found */
  async check(tenantId: string, budgetId: string, csv: string): Promise<ReadActuals> {
    await this.budgets.get(tenantId, budgetId);
    return readActuals(csv);
  }

  /**
   * Stores a file of actuals. The same text again gives the one that is stored.
   * @throws budget.not-found
   * @throws budget.bad-actuals when any row is wrong: then nothing is stored
   * @throws budget.too-many-uploads
   */
  async upload(
    tenantId: string,
    budgetId: string,
    file: { readonly csv: string; readonly fileName: string | null },
    id: string = newId(),
  ): Promise<{ readonly upload: ActualsUpload; readonly isNew: boolean }> {
    const { rows, amounts, problems } = await this.check(tenantId, budgetId, file.csv);
    if (problems.length > 0) throw badActuals(problems);
    const fileHash = createHash('sha256').update(file.csv).digest('hex');
    const known = await this.uploads.findSame(tenantId, budgetId, fileHash);
    if (known) return { upload: known, isNew: false };
    const size = await this.uploads.size(tenantId, budgetId, MOST_UPLOADS);
    if (size.files >= MOST_UPLOADS || size.rows + rows > MOST_ROWS_TOGETHER)
      throw tooManyUploads(MOST_UPLOADS, MOST_ROWS_TOGETHER);
    const { fileName } = file;
    const createdAt = this.clock.now();
    return this.uploads.insert({ id, tenantId, budgetId, fileHash, fileName, rows, amounts, createdAt });
  }

  /** Newest first. @throws budget.not-found */
  async listUploads(tenantId: string, budgetId: string, page: PageRequest): Promise<Page<ActualsSummary>> {
    await this.budgets.get(tenantId, budgetId);
    return this.uploads.list(tenantId, budgetId, page);
  }

  /** @throws budget.not-found, budget.upload-not-found */
  async removeUpload(tenantId: string, budgetId: string, id: string): Promise<void> {
    await this.budgets.get(tenantId, budgetId);
    if (!(await this.uploads.remove(tenantId, budgetId, id))) throw uploadNotFound(budgetId, id);
  }

  /** What was planned beside what was spent. @throws budget.not-found */
  async spending(tenantId: string, budgetId: string): Promise<BudgetSpending> {
    const [budget, uploads] = await Promise.all([
      this.budgets.get(tenantId, budgetId),
      this.uploads.findAll(tenantId, budgetId, MOST_UPLOADS),
    ]);
    const actuals = effectiveActuals(uploads);
    await setImmediate();
    return { budget, actuals, variance: varianceOf(budget, actuals) };
  }

  /** Variance, anomalies and alerts of a budget as it stands. @throws budget.not-found */
  async watch(tenantId: string, budgetId: string): Promise<BudgetWatch> {
    const { budget, actuals, variance } = await this.spending(tenantId, budgetId);
    const found: Anomaly[] = [];
    // Years of days take longer than others should wait: they get their turn between the categories.
    for (const series of seriesOf(actuals)) {
      await setImmediate();
      found.push(...anomaliesIn(series));
    }
    const anomalies = newestFirst(found);
    return { budget, variance, anomalies, alerts: alertsOf(budget, variance, anomalies) };
  }

  /** Notes that somebody has seen an alert. @throws budget.not-found, budget.alert-not-found */
  async acknowledge(
    tenantId: string,
    budgetId: string,
    alertId: string,
    note: string | null,
  ): Promise<BudgetAlert> {
    const { alerts, variance, anomalies } = await this.watch(tenantId, budgetId);
    const alert = alerts.find(({ id }) => id === alertId);
    if (!alert) throw alertNotFound(budgetId, alertId);
    const { excessUsd } = alert;
    const budget = await this.budgets.acknowledge(tenantId, budgetId, { id: alertId, excessUsd, note });
    return alertsOf(budget, variance, anomalies).find(({ id }) => id === alertId) ?? alert;
  }
}
