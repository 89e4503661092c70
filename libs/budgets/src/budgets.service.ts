import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { Clock, jsonPointer, newId } from '@app/kernel';
import { ActualsRepository } from './actuals.repository';
import type { AttachedForecast, Budget, BudgetPlan } from './budget';
import { BudgetRepository, type BudgetChange } from './budget.repository';
import { budgetChanged, budgetNotFound, duplicateBudgetLines } from './budgets.errors';

/** Of more than these the oldest are forgotten, and their alerts open again. */
const MOST_ACKNOWLEDGEMENTS = 500;

/** Budgets: planned amounts, and the forecast that they are held against. */
@Injectable()
export class BudgetsService {
  constructor(
    private readonly budgets: BudgetRepository,
    private readonly actuals: ActualsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a budget as version 1. With an `id` that was reserved before, doing it again gives the one that is stored.
   * @throws budget.duplicate-line
   */
  async create(tenantId: string, plan: BudgetPlan, id: string = newId()): Promise<Budget> {
    refuseDuplicates(plan);
    const now = this.clock.now();
    await this.budgets.insert({
      id,
      tenantId,
      version: 1,
      currency: 'USD',
      ...ordered(plan),
      forecast: null,
      acknowledgements: [],
      createdAt: now,
      updatedAt: now,
    });
    return this.get(tenantId, id);
  }

  /** @throws budget.not-found */
  async get(tenantId: string, id: string): Promise<Budget> {
    const budget = await this.budgets.find(tenantId, id);
    if (!budget) throw budgetNotFound(id);
    return budget;
  }

  /** Newest first. */
  list(tenantId: string, assessmentId: string | undefined, page: PageRequest): Promise<Page<Budget>> {
    return this.budgets.list(tenantId, assessmentId, page);
  }

  /**
   * Replaces the plan; forecast and acknowledgements stay.
   * @throws budget.not-found, budget.changed, budget.duplicate-line
   */
  async update(tenantId: string, id: string, expected: number | 'any', plan: BudgetPlan): Promise<Budget> {
    refuseDuplicates(plan);
    return this.change(tenantId, id, expected, () => ordered(plan));
  }

  /** @throws budget.not-found, budget.changed */
  async attachForecast(
    tenantId: string,
    id: string,
    expected: number | 'any',
    forecast: Omit<AttachedForecast, 'attachedAt'>,
  ): Promise<Budget> {
    return this.change(tenantId, id, expected, () => ({
      forecast: { ...forecast, attachedAt: this.clock.now() },
    }));
  }

  /** Notes that an alert was seen at this excess. @throws budget.not-found */
  async acknowledge(
    tenantId: string,
    id: string,
    alert: { readonly id: string; readonly excessUsd: number; readonly note: string | null },
  ): Promise<Budget> {
    const entry = {
      alertId: alert.id,
      excessUsd: alert.excessUsd,
      note: alert.note,
      at: this.clock.now(),
    };
    return this.change(tenantId, id, 'any', ({ acknowledgements }) => ({
      acknowledgements: [...acknowledgements.filter(({ alertId }) => alertId !== alert.id), entry].slice(
        -MOST_ACKNOWLEDGEMENTS,
      ),
    }));
  }

  /** Deletes the budget with its actuals. @throws budget.not-found, budget.changed */
  async delete(tenantId: string, id: string, expected: number | 'any'): Promise<void> {
    const current = await this.expected(tenantId, id, expected);
    if (!(await this.budgets.remove(current))) return this.delete(tenantId, id, expected);
    // The budget goes first: a crash between the two leaves files that nothing shows, never a budget without its files.
    await this.actuals.removeAll(tenantId, id);
  }

  private async change(
    tenantId: string,
    id: string,
    expected: number | 'any',
    make: (current: Budget) => BudgetChange,
  ): Promise<Budget> {
    const current = await this.expected(tenantId, id, expected);
    const changed = await this.budgets.change(current, make(current), this.clock.now());
    // Somebody was faster. That settles it for who expected a version; who did not builds on theirs.
    return changed ?? this.change(tenantId, id, expected, make);
  }

  private async expected(tenantId: string, id: string, expected: number | 'any'): Promise<Budget> {
    const current = await this.get(tenantId, id);
    if (expected !== 'any' && current.version !== expected)
      throw budgetChanged(id, expected, current.version);
    return current;
  }
}

function ordered(plan: BudgetPlan): BudgetPlan {
  const { name, assessmentId } = plan;
  const lines = plan.lines
    .map(({ month, category, usd }) => ({ month, category, usd }))
    .sort((a, b) => (a.month + a.category < b.month + b.category ? -1 : 1));
  return { name, assessmentId, lines };
}

function refuseDuplicates({ lines }: BudgetPlan): void {
  const keys = lines.map(({ month, category }) => `${month} ${category}`);
  const problems = keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [{ pointer: jsonPointer(['lines', index]), detail: `there is an amount of ${key} already` }],
  );
  if (problems.length > 0) throw duplicateBudgetLines(problems);
}
