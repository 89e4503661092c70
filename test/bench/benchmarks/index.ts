import type { Benchmark } from '../benchmark';
import { accept } from './accept';
import { bareRun } from './bare-run';
import { drain } from './drain';
import { memory } from './memory';
import { narration } from './narration';
import { processes } from './processes';
import { slowestAgent } from './slowest-agent';
import { streams } from './streams';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  slowestAgent,
  bareRun,
  narration,
  drain,
  accept,
  streams,
  processes,
  memory,
];
