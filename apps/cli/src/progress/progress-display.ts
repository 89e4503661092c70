import type { RunChange, RunPicture } from './run-picture';

/** Shows a run while it lasts. */
export interface ProgressDisplay {
  /** The run as it is now; `change` is what happened, null for a first look or one after a gap. */
  show(picture: RunPicture, change: RunChange | null): void;
  /** Leaves the screen as it should stay. */
  close(): void;
}
