import { jsonPointer } from '@app/kernel';
import { traceProblems } from '@app/simulation';
import type { TokenDistribution, WorkloadInput } from '../assessment-input';
import { checkGrowth } from './check-growth';
import { contradiction } from './check-limits';
import type { InputProblem } from './input-problem';
import { TRAINING_KINDS } from './intake-fields';

const SECONDS_PER_DAY = 86_400;
/** Two statements of one ratio may differ by rounding. */
const ROUNDING = 0.05;

/** Contradictions inside one workload, and the traffic without which nothing can be said about it. */
export function checkWorkload(workload: WorkloadInput, index: number): InputProblem[] {
  const at = (...path: string[]): string => jsonPointer(['workloads', index, ...path]);
  return [
    ...checkSomeTraffic(workload, at),
    ...checkSpread(workload.traffic?.inputTokens, at('traffic', 'inputTokens', 'p95')),
    ...checkSpread(workload.traffic?.outputTokens, at('traffic', 'outputTokens', 'p95')),
    ...checkRates(workload, at),
    ...checkPromises(workload, at),
    ...checkChunks(workload, at),
    ...checkTrace(workload, at),
    ...checkGrowth(workload, at),
  ];
}

/** Each row of a trace that cannot be read, named by its place in it. */
function checkTrace({ traffic }: WorkloadInput, at: At): InputProblem[] {
  if (traffic?.traceCsv === undefined) return [];
  return traceProblems(traffic.traceCsv).map(({ pointer, detail }) => ({
    code: 'input.unreadable-trace',
    pointer: at('traffic', 'traceCsv'),
    message: `${pointer}: ${detail}`,
  }));
}

type At = (...path: string[]) => string;

function checkSomeTraffic(workload: WorkloadInput, at: At): InputProblem[] {
  const { kind, traffic, training } = workload;
  if ((TRAINING_KINDS as readonly string[]).includes(kind)) {
    if (training?.tokens) return [];
    return [missing(at('training', 'tokens'), `a ${kind} workload needs the tokens it trains on`)];
  }
  const online = Boolean(traffic?.requestsPerDay ?? traffic?.requestsPerSecondPeak);
  if (kind === 'batch-inference' && !traffic?.batchItems && !online) {
    const message = 'a batch needs the items of a pass, or requests a day to be done in one pass';
    return [missing(at('traffic', 'batchItems'), message)];
  }
  if (kind === 'embedding' && !traffic?.batchItems && !online) {
    const message = 'embedding needs the items of a pass, or requests a day or at the peak';
    return [missing(at('traffic', 'batchItems'), message)];
  }
  if (kind === 'batch-inference' || kind === 'embedding' || online) return [];
  return [missing(at('traffic', 'requestsPerDay'), `a ${kind} workload needs requests a day or at the peak`)];
}

function checkSpread(tokens: TokenDistribution | undefined, pointer: string): InputProblem[] {
  if (tokens?.p95 === undefined || tokens.p95 >= tokens.p50) return [];
  return [contradiction(pointer, `the 95th percentile (${tokens.p95}) is below the median (${tokens.p50})`)];
}

function checkRates({ traffic }: WorkloadInput, at: At): InputProblem[] {
  const { requestsPerDay, requestsPerSecondPeak, peakFactor } = traffic ?? {};
  if (!requestsPerDay || requestsPerSecondPeak == null) return [];
  const mean = requestsPerDay / SECONDS_PER_DAY;
  const ratio = requestsPerSecondPeak / mean;
  if (ratio < 1 - ROUNDING) {
    const message = `the peak of ${requestsPerSecondPeak} requests per second is below the mean of ${requestsPerDay} a day`;
    return [contradiction(at('traffic', 'requestsPerSecondPeak'), message)];
  }
  if (peakFactor === undefined || Math.abs(ratio / peakFactor - 1) <= ROUNDING) return [];
  const message = `requests a day and at the peak give a peak factor of ${ratio.toPrecision(3)}, not ${peakFactor}; leave one of the three out`;
  return [contradiction(at('traffic', 'peakFactor'), message)];
}

function checkPromises({ slo }: WorkloadInput, at: At): InputProblem[] {
  if (slo?.endToEndMs === undefined || slo.timeToFirstTokenMs === undefined) return [];
  if (slo.endToEndMs >= slo.timeToFirstTokenMs) return [];
  const message = `the last token (${slo.endToEndMs} ms) is promised before the first (${slo.timeToFirstTokenMs} ms)`;
  return [contradiction(at('slo', 'endToEndMs'), message)];
}

function checkChunks({ corpus }: WorkloadInput, at: At): InputProblem[] {
  if (corpus?.chunkOverlapTokens === undefined || corpus.chunkTokens === undefined) return [];
  if (corpus.chunkOverlapTokens < corpus.chunkTokens) return [];
  return [
    contradiction(at('corpus', 'chunkOverlapTokens'), 'chunks cannot overlap by their whole length or more'),
  ];
}

function missing(pointer: string, message: string): InputProblem {
  return { code: 'input.missing', pointer, message };
}
