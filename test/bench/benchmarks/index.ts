import type { Benchmark } from '../benchmark';
import { bareRun } from './bare-run';
import { drain } from './drain';
import { slowestAgent } from './slowest-agent';

/** In the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [slowestAgent, bareRun, drain];
