import type { FleetSpec } from './fleet-spec';
import type { RecoveryClock } from './recovery-clock';
import type { ReplicaBank } from './replica-bank';
import type { ReplicaStates } from './replica-states';
import type { WaitingLine } from './waiting-line';

/** Kinds of events of a fleet. */
export const EVENT = { leap: 0, started: 1, scale: 2, planned: 3, chance: 4, slice: 5 } as const;
export const EVENT_KINDS = 6;

/** What those who change a fleet while it runs see of it, and can do to it. Times in seconds. */
export interface FleetControl {
  readonly spec: FleetSpec;
  readonly states: ReplicaStates;
  readonly bank: ReplicaBank;
  readonly line: WaitingLine;
  readonly recovery: RecoveryClock;
  /** `mark` tells an event that was overtaken from one that still holds. */
  schedule(kind: number, subject: number, at: number, mark?: number): void;
  /** Whether requests can still arrive. */
  isOpen(now: number): boolean;
  /** Starts a replica that is off: it is ready after its cold start. */
  start(replica: number, now: number): void;
  /** Gives a replica no new requests; it goes when its last one is done. */
  drain(replica: number, now: number): void;
  /** Ends a replica at once; what it worked on starts again elsewhere or is lost. */
  kill(replica: number, now: number): void;
}
