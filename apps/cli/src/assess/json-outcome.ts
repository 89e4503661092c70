import { AppError } from '@app/kernel';
import type { ExitCode } from '../exit-code';
import { EXIT } from '../exit-code';
import { exitCodeOf } from '../failure';
import { FileMistake } from '../input/file-mistake';
import type { InputFile } from '../input/input-file';
import type { Outcome } from './run-summary';

/** One thing that is wrong with what was given; line and column count from 1, null where no file is at hand. */
export interface JsonProblem {
  /** RFC 6901; empty for the whole. */
  readonly pointer: string;
  readonly detail: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** What `--json` prints when there is no run to show. */
export interface JsonFailure {
  /** `refused`: what was given cannot be used. `error`: something that is needed is not there. */
  readonly state: 'refused' | 'error' | 'cancelled';
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly problems: readonly JsonProblem[];
}

/** What `--json` prints of a run that has ended, as completed, partial, failed or cancelled. */
export interface JsonRun extends Pick<Outcome, 'run' | 'recommendations' | 'files'> {
  readonly state: string;
  readonly exitCode: ExitCode;
  /** What is wrong with the input, where the run says so; everything else that went wrong is in `run.problems`. */
  readonly problems: readonly JsonProblem[];
}

export function jsonOfRun({ run, recommendations, files, file }: Outcome, exitCode: ExitCode): JsonRun {
  const problems = run.problems.flatMap(({ pointer, message }) =>
    pointer === undefined ? [] : [problemAt(pointer, message, file)],
  );
  return { state: run.state, exitCode, problems, run, recommendations, files };
}

export function jsonOfFailure(error: unknown, file?: InputFile): JsonFailure {
  const exitCode = exitCodeOf(error);
  const state = exitCode === EXIT.badInput ? 'refused' : 'error';
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof AppError ? error.code : 'unexpected';
  return { state, exitCode, code, message, problems: problemsOf(error, file) };
}

/** For what the command line itself does not understand: an unknown option, a missing argument. */
export function jsonOfUsage(message: string): JsonFailure {
  const problems = [{ pointer: '', detail: message, line: null, column: null }];
  return { state: 'refused', exitCode: EXIT.badInput, code: 'usage', message, problems };
}

export function jsonOfInterrupt(): JsonFailure {
  const message = 'Interrupted before the run had ended.';
  return { state: 'cancelled', exitCode: EXIT.failed, code: 'interrupted', message, problems: [] };
}

function problemsOf(error: unknown, file: InputFile | undefined): readonly JsonProblem[] {
  if (!(error instanceof AppError)) return [];
  if (error.problems.length > 0)
    return error.problems.map(({ pointer, detail }) => problemAt(pointer, detail, file));
  if (exitCodeOf(error) !== EXIT.badInput) return [];
  const { line = null, column = null } = (error instanceof FileMistake ? error.place : null) ?? {};
  return [{ pointer: '', detail: error.message, line, column }];
}

function problemAt(pointer: string, detail: string, file: InputFile | undefined): JsonProblem {
  const { line = null, column = null } = file?.pointers.locate(pointer) ?? {};
  return { pointer, detail, line, column };
}
