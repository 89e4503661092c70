import { cite, type Figure, unknownFigure } from '@app/kernel';
import type { FleetSpec } from '@app/simulation';
import type { Analysis } from '../analysis';
import { refs } from '../bench/serving-need';
import type { FleetCase } from './fleet-case';
import type { CaseName, SimulatedCase } from './simulated-case';
import type { SimulationSetting } from './simulation-setting';

const MINUTE = 60;

/** How long a launch or a failure lasts, how many requests that concerns, and how much of it was simulated, in words. */
export function troubleWords(
  notes: Analysis,
  fleet: FleetCase,
  { name, spec }: { readonly name: CaseName; readonly spec: FleetSpec },
  setting: SimulationSetting,
): string {
  const { episodes } = spec;
  if (!episodes) return '';
  const id = `simulation.${fleet.workload.id}.${name}`;
  const isLaunch = name.startsWith('launch-spike');
  const lasts = isLaunch ? setting.launchMinutes : setting.outageMinutes;
  const load = isLaunch ? setting.spikeFactor : null;
  const met = metBy(notes, fleet, id, lasts, load);
  const whole = (lasts.value ?? 0) * MINUTE;
  const drawn = {
    unit: 'min',
    method: 'computed' as const,
    inputs: [...refs(fleet.workload.workload, 'requestsPerSecondPeak'), lasts.id, fleet.coldStart.id],
  };
  const said = `The ${isLaunch ? 'launch' : 'failure'} lasts ${cite(lasts)}, in which ${cite(met)} requests are to be expected at the peak`;
  if (episodes.lengthSeconds < whole - 1e-6) {
    const begin = notes.figure({
      ...drawn,
      id: `${id}.simulated`,
      label: `Simulated beginning of it, ${name}`,
      value: episodes.lengthSeconds / MINUTE,
      formula: 'as long as so many requests can be simulated, at least twice as long as a request waits',
    });
    return `${said}, more than are simulated: what is said here is of its first ${cite(begin)}.`;
  }
  if (episodes.count === 1) return `${said}.`;
  const repeated = notes.figure({
    ...drawn,
    id: `${id}.repeated`,
    label: `Times that it was simulated, ${name}`,
    value: episodes.count,
    unit: '1',
    formula: 'until enough requests met one of them, or a month was over',
  });
  return `${said}: so few that it was simulated ${cite(repeated)} times, one after the other.`;
}

/** Requests that a launch or a failure meets on average: fewer than one where they are rare. */
function metBy(
  notes: Analysis,
  { workload, ratePerSecond }: FleetCase,
  id: string,
  lasts: Figure,
  load: Figure | null,
): Figure {
  const expected = (minutes: number | null): number | null =>
    minutes === null ? null : ratePerSecond * (load?.value ?? 1) * minutes * MINUTE;
  return notes.figure({
    id: `${id}.met`,
    label: `Requests expected in its time at the peak, ${id.split('.').at(-1)}`,
    value: expected(lasts.value),
    low: expected(lasts.low),
    high: expected(lasts.high),
    unit: '1',
    method: 'computed',
    formula: `requests a second at the peak x ${load ? 'load x ' : ''}length x 60`,
    inputs: [...refs(workload.workload, 'requestsPerSecondPeak'), ...(load ? [load.id] : []), lasts.id],
  });
}

/** Minutes from the end of a failure until the whole fleet is back and nobody waits; unknown where that was not seen. */
export function recoveryOf(notes: Analysis, id: string, { result, name, figures }: SimulatedCase): Figure {
  const { recovery, seed } = result;
  // A mean of those that recovered alone would pass for that of all.
  const isSome = recovery !== null && recovery.recovered < recovery.failures;
  const seen = isSome
    ? ` of the ${recovery.recovered} of ${recovery.failures} failures after which that was seen; without a high end for the others`
    : ' of the failures in it';
  const draft = {
    id: `${id}.recovery`,
    label: `Time from the end of the failure until all is as before, ${name}`,
    unit: 'min',
    method: 'computed' as const,
    formula: `mean time until as many replicas are ready as before and nobody waits, in a discrete-event simulation, seed ${seed}; range: shortest and longest${seen}`,
    inputs: [...figures.counted.inputs],
  };
  return notes.figure(
    recovery
      ? {
          ...draft,
          value: recovery.mean / MINUTE,
          low: recovery.least / MINUTE,
          high: isSome ? null : recovery.most / MINUTE,
        }
      : unknownFigure({
          ...draft,
          reason: 'the fleet did not recover in the time that was simulated after it',
        }),
  );
}
