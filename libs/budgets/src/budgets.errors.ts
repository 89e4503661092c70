import type { FieldProblem } from '@app/kernel';
import { AppError } from '@app/kernel';

/** No budget of this tenant has the id. */
export function budgetNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'budget.not-found',
    message: `There is no budget ${id}. GET /v1/budgets lists the ones you have.`,
  });
}

/** Somebody else changed the budget since the caller read it. */
export function budgetChanged(id: string, expected: number, actual: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'budget.changed',
    message: `Budget ${id} is at version ${actual}, not ${expected}: read it again, apply your change to that and send its ETag.`,
  });
}

/** The plan names the same month and category twice. */
export function duplicateBudgetLines(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'budget.duplicate-line',
    message: 'Each month and category may have one amount: add up what belongs together.',
    problems,
  });
}

/** A file of actuals of which not every row can be read: nothing of it is stored. */
export function badActuals(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'budget.bad-actuals',
    message:
      'Nothing of the file was stored. Correct the rows that are named, and send the whole file again.',
    problems,
  });
}

/** A budget has as many files of actuals as it may. */
export function tooManyUploads(most: number, rows: number): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'budget.too-many-uploads',
    message: `A budget takes up to ${most} files of actuals with up to ${rows} rows together: delete old ones, or send sums by day.`,
  });
}

export function uploadNotFound(budgetId: string, id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'budget.upload-not-found',
    message: `Budget ${budgetId} has no file of actuals ${id}. GET /v1/budgets/${budgetId}/actuals lists them.`,
  });
}

export function alertNotFound(budgetId: string, id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'budget.alert-not-found',
    message: `Budget ${budgetId} has no alert "${id.slice(0, 80)}" now. GET /v1/budgets/${budgetId}/alerts lists them.`,
  });
}

/** The run holds no forecast: its CTO failed, or no part of its plan has a price. */
export function noForecast(runId: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'budget.no-forecast',
    message: `Run ${runId} holds no forecast of cost: its CTO agent found no price or has not finished. Take another run.`,
  });
}
