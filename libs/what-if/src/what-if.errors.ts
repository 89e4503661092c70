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

/** Changes after which the input could not be assessed: from what contradicts itself no difference follows. */
export function contradictory(
  problems: ReadonlyArray<{ readonly pointer: string; readonly message: string }>,
): AppError {
  return impossibleChanges(
    problems.map(({ pointer, message }) => ({
      pointer: '/changes',
      detail: `with these changes ${pointer} cannot stand: ${message}`,
    })),
  );
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
