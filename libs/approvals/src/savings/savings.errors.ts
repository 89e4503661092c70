import { AppError } from '@app/kernel';
import type { SavingMeasure } from './saving-measure';

/** The same amounts are evidence for another recommendation. */
export function savingCountedElsewhere({ budgetId, category }: SavingMeasure, holder: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'saving.counted-elsewhere',
    message: `What budget ${budgetId} says of ${category} measures recommendation ${holder}, and is counted once. Take it away there with DELETE /v1/recommendations/${encodeURIComponent(holder)}/saving-measure, or name another budget or category.`,
  });
}
