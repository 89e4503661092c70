import type { StackEnvironment } from '@app/platform';
import type { Readable } from 'node:stream';
import type { Terminal } from './terminal/terminal';

/** What every command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: StackEnvironment;
  /** Standard input. */
  readonly input: Readable & { readonly isTTY?: boolean };
}

/** Whether npm started this process (`npm start`), through a shell that passes on no signal. */
export function isUnderNpm({ inherited }: StackEnvironment): boolean {
  return Boolean(inherited.npm_lifecycle_event);
}
