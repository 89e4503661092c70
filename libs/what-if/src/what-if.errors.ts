import { AppError, type FieldProblem } from '@app/kernel';

/** Changes that cannot be made: ids that nobody lists, a workload that is not there, nothing to scale. */
export function impossibleChanges(problems: readonly FieldProblem[]): AppError {
  const [first] = problems;
  return new AppError({
    kind: 'unprocessable',
    code: 'what-if.impossible-change',
    message: `${first?.pointer ?? ''}: ${first?.detail ?? 'a change cannot be made'}`,
    problems,
  });
}

/** The assessment itself cannot be assessed, with or without the changes. */
export function notAssessable(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'what-if.not-assessable',
    message: `The assessment cannot be assessed as it stands: ${problems[0]?.detail ?? ''}. Correct it first.`,
    problems,
  });
}
