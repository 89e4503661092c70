import type { RowProblem } from '@app/catalog';
import { AppError } from '@app/kernel';

/** No file of this tenant that stands has the id. */
export function overrideNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'overrides.not-found',
    message: `There is no file ${id} of your own that stands. GET /v1/catalog/overrides lists those that do.`,
  });
}

/** The tenant's files have not been changed that often. */
export function overrideVersionNotFound(version: number, newest: number): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'overrides.version-not-found',
    message: `Your files have no version ${version}; the newest is ${newest}.`,
  });
}

/** Rows of a file are wrong: nothing of it was stored. */
export function badOverrideFile(problems: readonly RowProblem[]): AppError {
  const [first] = problems as [RowProblem];
  const rows = new Set(problems.map(({ row }) => row)).size;
  const where = `${placeOf(first)}, field ${first.field}: expected ${first.expected}, got ${first.got}`;
  return new AppError({
    kind: 'unprocessable',
    code: 'overrides.bad-rows',
    message: `Nothing was stored: ${rows === 1 ? 'one row is' : `${rows} rows are`} wrong. ${where}. See errors for each; ?dryRun=true checks without storing.`,
    problems: problems.map((problem) => ({
      pointer: problem.row === 0 ? '' : `/rows/${problem.row - 1}/${problem.field.replaceAll('.', '/')}`,
      detail: `${placeOf(problem)}, ${problem.field}: expected ${problem.expected}, got ${problem.got}`,
    })),
  });
}

/** All files of a tenant together have a bound, as every run reads them. */
export function tooManyOverrides(what: string, most: number, wanted: number): AppError {
  return new AppError({
    kind: 'unprocessable',
    code: 'overrides.limit-passed',
    message: `Your files together may have up to ${most} ${what}; with this one they would have ${wanted}. Delete what is not needed, or join files.`,
  });
}

/** Others change the files at the same time, again and again. */
export function overridesBusy(): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'overrides.busy',
    message: 'Others are changing your files at this moment. Try again.',
    retryAfterSeconds: 1,
  });
}

function placeOf({ row, line, id }: RowProblem): string {
  const named = row === 0 ? 'the file' : `row ${row} (${id})`;
  return line === null ? named : `line ${line}, ${named}`;
}
