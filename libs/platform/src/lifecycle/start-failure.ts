import { AppError } from '@app/kernel';

/** `EX_UNAVAILABLE` of sysexits.h: what the process needs is not there, so starting it again later makes sense. */
const UNAVAILABLE = 69;

/** Why a process could not start, for a person to read, and the code to end with. */
export interface StartFailure {
  readonly message: string;
  readonly exitCode: number;
}

/** What an operator can mend says how; anything else is a defect, whose place helps. */
export function startFailureOf(error: unknown): StartFailure {
  if (error instanceof AppError) {
    return { message: error.message, exitCode: error.kind === 'unavailable' ? UNAVAILABLE : 1 };
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 };
}
