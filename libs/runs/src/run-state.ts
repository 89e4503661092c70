export const RUN_STATES = [
  'queued',
  'validating',
  'running',
  'pausing',
  'paused',
  'synthesising',
  'reporting',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Final: no write ever leaves these. */
export const TERMINAL_STATES = ['completed', 'partial', 'failed', 'cancelled'] as const satisfies RunState[];

/** States in which a worker may take the run: fresh, or left behind by a worker that is gone. */
export const CLAIMABLE_STATES = [
  'queued',
  'validating',
  'running',
  'pausing',
  'synthesising',
  'reporting',
] as const satisfies RunState[];

export function isTerminal(state: RunState): boolean {
  return (TERMINAL_STATES as readonly RunState[]).includes(state);
}
