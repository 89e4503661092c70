import type { Figure } from '@app/kernel';
import { type DurationSummary, ERRORS_OF_INTERVAL, type FleetResult } from '@app/simulation';
import type { Analysis } from '../analysis';
import { scoreInterval } from './score-interval';

/** What people read of one simulated scenario. */
export interface ScenarioFigures {
  readonly counted: Figure;
  /** null where no request was answered. */
  readonly firstToken: Figure | null;
  readonly latency: Figure | null;
  /** Their medians and 99th percentiles; none where no request was answered. */
  readonly firstTokenBeside: readonly Figure[];
  readonly latencyBeside: readonly Figure[];
  readonly failed: Figure;
  readonly used: Figure | null;
}

/** Percentiles that stand beside the 95th, by which promises are judged. */
const BESIDE = [50, 99] as const;

/** Where the figures of a scenario stand, and what they rest on. */
export interface ScenarioHead {
  /** `simulation.w1.baseline`. */
  readonly id: string;
  /** `baseline`, to be read behind a label. */
  readonly name: string;
  readonly inputs: readonly string[];
  /** Whether load and fleet stay the same: only then do batches of requests tell how far chance goes. */
  readonly steady: boolean;
}

/** The result of a simulation as figures: each says with which seed and how many requests it was found. */
export function scenarioFigures(notes: Analysis, head: ScenarioHead, result: FleetResult): ScenarioFigures {
  const { requests, seed } = result;
  const how = `discrete-event simulation, seed ${seed}, ${requests.arrived} requests counted`;
  const draft = (name: string, label: string) => ({
    id: `${head.id}.${name}`,
    label: `${label}, ${head.name}`,
    method: 'computed' as const,
    inputs: [...head.inputs],
  });
  const p95 = (name: string, label: string, unit: 'ms' | 's', summary: DurationSummary | null) =>
    summary &&
    notes.figure({
      ...draft(name, label),
      unit,
      ...intervalOf(summary, unit === 'ms' ? 1_000 : 1, head.steady),
      formula: `95th percentile in a ${how}; ${head.steady ? 'range: 95 % interval by ten batch means' : 'no range: load or fleet change meanwhile'}`,
    });
  const beside = (name: string, label: string, unit: 'ms' | 's', summary: DurationSummary | null) =>
    BESIDE.flatMap((percentile) =>
      summary === null
        ? []
        : notes.figure({
            ...draft(`${name}-p${percentile}`, `${label}, ${percentile}th percentile`),
            unit,
            value: summary[`p${percentile}`] * (unit === 'ms' ? 1_000 : 1),
            formula: `${percentile}th percentile in a ${how}; no range: batch means are kept of the 95th alone`,
          }),
    );
  const share = requests.arrived === 0 ? 0 : result.failedShare;
  const [least, most] = scoreInterval(share, requests.arrived);
  return {
    counted: notes.figure({
      ...draft('requests', 'Requests counted in the simulation'),
      value: requests.arrived,
      unit: '1',
      formula: `requests that arrived ${head.steady ? 'after the warm-up' : 'in the time that counts'}, seed ${seed}`,
    }),
    firstToken: p95('first-token-p95', 'Time to first token, 95th percentile', 'ms', result.firstToken),
    latency: p95('latency-p95', 'Time to the whole answer, 95th percentile', 's', result.latency),
    firstTokenBeside: beside('first-token', 'Time to first token', 'ms', result.firstToken),
    latencyBeside: beside('latency', 'Time to the whole answer', 's', result.latency),
    failed: notes.figure({
      ...draft('failed', 'Requests without an answer'),
      value: 100 * share,
      low: 100 * least,
      high: 100 * most,
      unit: '%',
      formula: `share turned away, given up or lost in a ${how}; range: 95 % score interval`,
    }),
    used:
      result.placesUsed === null
        ? null
        : notes.figure({
            ...draft('places-used', 'Places in use'),
            value: 100 * result.placesUsed,
            unit: '%',
            formula: `places in use over places of replicas that were ready, in a ${how}`,
          }),
  };
}

function intervalOf(summary: DurationSummary, scale: number, steady: boolean) {
  const { p95, p95Error } = summary;
  const reach = p95Error === null || !steady ? null : ERRORS_OF_INTERVAL * p95Error;
  return {
    value: p95 * scale,
    low: reach === null ? null : Math.max(0, p95 - reach) * scale,
    high: reach === null ? null : (p95 + reach) * scale,
  };
}
