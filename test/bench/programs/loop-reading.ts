import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the event loop of a process was since the reading before. */
export interface LoopReading {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const RESOLUTION_MS = 5;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

/** Reads the delay and begins a new window. */
export function readLoop(): LoopReading {
  // Each sample holds the pause between two looks, the intended one included.
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const reading = {
    p50Ms: late(delay.percentile(50)),
    p99Ms: late(delay.percentile(99)),
    maxMs: late(delay.max),
  };
  delay.reset();
  return reading;
}
