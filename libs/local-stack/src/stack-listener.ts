import type { ProcessName } from './process-spec';

/** Whoever shows a person what the stack does. */
export interface StackListener {
  /** One sentence about what happens now. */
  step(text: string): void;
  /** A line that a process printed. */
  output?(process: ProcessName, line: string): void;
}
