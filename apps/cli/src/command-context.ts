import type { StackEnvironment } from '@app/platform';
import type { Terminal } from './terminal/terminal';

/** What every command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: StackEnvironment;
}
