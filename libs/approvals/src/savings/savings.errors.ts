import { AppError } from '@app/kernel';
import type { SavingMeasure } from './saving-measure';

/** More would make reading them all at once longer than anybody waits. */
export function tooManySavingMeasures(most: number): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'saving.too-many-measures',
    message: `There are ${most} measures of savings, which is the most. Take one away that has told enough, with DELETE /v1/recommendations/{id}/saving-measure.`,
  });
}

/** The same amounts are evidence for another recommendation. */
export function savingCountedElsewhere({ budgetId, category }: SavingMeasure, holder: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'saving.counted-elsewhere',
    message: `What budget ${budgetId} says of ${category} measures recommendation ${holder}, and is counted once. Take it away there with DELETE /v1/recommendations/${encodeURIComponent(holder)}/saving-measure, or name another budget or category.`,
  });
}
