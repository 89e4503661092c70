import type { Benchmark } from '../benchmark';
import { accept } from './accept';
import { analysis } from './analysis';
import { bareRun } from './bare-run';
import { determinism } from './determinism';
import { drain } from './drain';
import { forecast } from './forecast';
import { largeDocuments } from './large-documents';
import { memory } from './memory';
import { narration } from './narration';
import { processes } from './processes';
import { reportFormats } from './report-formats';
import { reportQueue } from './report-queue';
import { search } from './search';
import { simulation } from './simulation';
import { slowestAgent } from './slowest-agent';
import { streams } from './streams';
import { whatIf } from './what-if';

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
  largeDocuments,
  simulation,
  forecast,
  analysis,
  determinism,
  search,
  whatIf,
  reportFormats,
  reportQueue,
];
