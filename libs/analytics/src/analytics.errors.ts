import { AppError } from '@app/kernel';

/** The range holds nothing, or more than is read at once. */
export function badRange(from: Date, to: Date, mostDays: number): AppError {
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  return new AppError({
    kind: 'invalid',
    code: 'analytics.bad-range',
    message: `The range from ${day(from)} to before ${day(to)} is not one that is read: to must come after from, and lie at most ${mostDays} days after it.`,
    problems: [{ pointer: '/from', detail: `expected a date 1 to ${mostDays} days before to` }],
  });
}
