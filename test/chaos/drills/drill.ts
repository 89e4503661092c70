import type { Trial } from './trial';

/** One way in which the world goes wrong, and what must hold all the same. */
export interface Drill {
  readonly id: string;
  readonly title: string;
  /** How often it strikes when nobody says otherwise: in the tests, and in the long form. */
  readonly rounds: { readonly short: number; readonly long: number };
  /** Processes that it needs. */
  readonly needs: { readonly apis: number; readonly workers: number };
  /** Strikes, and judges what is left. It runs in a world that is whole, and may leave it broken. */
  run(trial: Trial): Promise<void>;
}

/** A drill that this machine cannot run says so by throwing this. It never counts as passed. */
export class NotRun extends Error {}
