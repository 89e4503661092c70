import type { Benchmark } from '../benchmark';
import { accept } from './accept';
import { bareRun } from './bare-run';
import { drain } from './drain';
import { memory } from './memory';
import { processes } from './processes';
import { slowestAgent } from './slowest-agent';
import { streams } from './streams';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  slowestAgent,
  bareRun,
  drain,
  accept,
  streams,
  processes,
  memory,
];
