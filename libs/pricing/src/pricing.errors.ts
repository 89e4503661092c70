import { AppError } from '@app/kernel';

/** A number of a forecast's question makes no sense: which, what was expected, what came. */
export function badForecast(field: string, expected: string, got: unknown): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'pricing.bad-forecast',
    message: `${field} of a forecast must be ${expected}, got ${String(got)}.`,
  });
}

/** A load curve that is no curve: too short, negative or all zero. */
export function badLoadCurve(got: string): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'pricing.bad-load-curve',
    message: `A load curve needs 2 to 168 numbers from 0 with at least one above it, got ${got}. Give the relative load of each hour.`,
  });
}
