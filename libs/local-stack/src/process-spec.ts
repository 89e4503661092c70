/** The parts of the one-machine stack, in the order in which they start. They stop the other way round. */
export type ProcessName = 'redis' | 'database' | 'worker' | 'api';

/** How people call each part, in the middle of a sentence. */
export const PROCESS_TITLES: Readonly<Record<ProcessName, string>> = {
  redis: 'Redis',
  database: 'database',
  worker: 'worker',
  api: 'API',
};

/** How to run one operating-system process of the stack. */
export interface ProcessSpec {
  readonly name: ProcessName;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** How long it may take to stop before it is killed, in milliseconds. */
  readonly stopGraceMs: number;
  /** `signal`: SIGTERM. `lifeline`: closing its standard input, for a program under a shell that ignores signals. */
  readonly stopBy: 'signal' | 'lifeline';
  /** Makes sense of its last lines for people; without it they are shown as they are. */
  readonly explain?: (tail: readonly string[]) => readonly string[];
}
