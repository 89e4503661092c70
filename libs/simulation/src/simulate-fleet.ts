import { checkFleetSpec } from './check-fleet-spec';
import type { CountedTime } from './counted-time';
import { summarise } from './duration-summary';
import type { FleetResult, RequestCounts } from './fleet-result';
import { FleetRun } from './fleet-run';
import type { FleetSpec } from './fleet-spec';
import { ENDED, type Ending, type RequestBook } from './request-book';

const HOUR = 3_600;

/**
 * Simulates a serving fleet under load, event by event: see docs/simulation.md for the model and what it leaves out.
 * Pure: the specification, seed included, fixes the result to the last bit.
 * @throws simulation.invalid-spec
 */
export function simulateFleet(spec: FleetSpec): FleetResult {
  checkFleetSpec(spec);
  const run = new FleetRun(spec);
  run.finish();
  const { book, counted, states, bank } = run;
  const indexes = countedIn(book, counted);
  const requests = countsOf(book, indexes);
  const times = timesOf(book, indexes, requests.completed);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const kept = (values: Float64Array, limit: number | null): number | null =>
    limit === null ? null : share(values.filter((value) => value <= limit).length, requests.arrived);
  return {
    seed: spec.seed,
    countedSeconds: counted.seconds,
    requests,
    failedShare: requests.arrived === 0 ? 0 : 1 - requests.completed / requests.arrived,
    firstToken: summarise(times.firstToken),
    latency: summarise(times.latency),
    waiting: summarise(times.waiting),
    firstTokenKept: kept(times.firstToken, spec.slo.firstTokenSeconds),
    latencyKept: kept(times.latency, spec.slo.latencySeconds),
    placesUsed: share(bank.placeSeconds, states.readySeconds * bank.places),
    computeUsed: share(bank.computeSeconds, states.readySeconds),
    inSystem: run.inSystemSeconds / counted.seconds,
    longestQueue: run.longestQueue,
    replicas: {
      mean: states.paidSeconds / counted.seconds,
      most: states.peak,
      hours: states.paidSeconds / HOUR,
    },
    costUsd: costOf(spec, states),
    recovery: run.recovery.result,
    slices: run.slices.slices(book),
    events: run.events,
  };
}

/** The requests that arrived in the time that counts, in the order of arrival. */
function countedIn({ arrival, count }: RequestBook, counted: CountedTime): Int32Array {
  return Int32Array.from({ length: count }, (_, request) => request).filter((request) =>
    counted.has(arrival[request] as number),
  );
}

function countsOf(book: RequestBook, indexes: Int32Array): RequestCounts {
  const counts = new Map<number, number>();
  for (const request of indexes) {
    const ending = book.ending[request] as number;
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const of = (ending: Ending): number => counts.get(ENDED[ending]) ?? 0;
  return {
    arrived: indexes.length,
    completed: of('completed'),
    rejected: of('rejected'),
    timedOut: of('timedOut'),
    tooLong: of('tooLong'),
    lost: of('lost'),
    restarted: book.restarted,
  };
}

/** Durations of the completed requests in the order of their arrival. */
function timesOf(book: RequestBook, indexes: Int32Array, completed: number) {
  const firstToken = new Float64Array(completed);
  const latency = new Float64Array(completed);
  const waiting = new Float64Array(completed);
  let at = 0;
  for (const request of indexes) {
    if (book.ending[request] !== ENDED.completed) continue;
    const arrival = book.arrival[request] as number;
    firstToken[at] = (book.firstToken[request] as number) - arrival;
    latency[at] = (book.completed[request] as number) - arrival;
    waiting[at] = (book.placed[request] as number) - arrival;
    at += 1;
  }
  return { firstToken, latency, waiting };
}

function costOf(
  { price }: FleetSpec,
  { paidSeconds, spotSeconds }: { readonly paidSeconds: number; readonly spotSeconds: number },
): number | null {
  if (!price) return null;
  const onDemand = paidSeconds - spotSeconds;
  if (onDemand > 0 && price.onDemandUsdPerHour === null) return null;
  if (spotSeconds > 0 && price.spotUsdPerHour === null) return null;
  return (onDemand * (price.onDemandUsdPerHour ?? 0) + spotSeconds * (price.spotUsdPerHour ?? 0)) / HOUR;
}
