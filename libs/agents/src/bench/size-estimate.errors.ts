import { AppError, type FieldProblem } from '@app/kernel';

/** A workload that contradicts itself or names what is not in the catalog. */
export function notSizable(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'sizing.not-sizable',
    message: `The workload cannot be sized: ${problems[0]?.detail ?? 'it contradicts itself'}. Correct the fields that are named.`,
    problems,
  });
}
