import type { Figure } from '@app/kernel';
import { unknownFigure } from '@app/kernel';
import { TROUBLE } from '@app/simulation';
import type { Analysis } from '../analysis';
import type { SimulatedCase } from './simulated-scenarios';

/** Slices into which the simulated time is cut: what happens within one is not told apart. */
const MINUTE = 60;

/** How long something lasted in a scenario, and how long the fleet needed afterwards. */
export interface TroubleTimes {
  readonly lasted: Figure;
  /** Unknown where the fleet did not recover in the simulated time. */
  readonly recovery: Figure;
}

/** Minutes from the end of a failure until the whole fleet is back and nobody waits. */
export function troubleTimes(
  notes: Analysis,
  id: string,
  { spec, result, name, figures }: SimulatedCase,
): TroubleTimes {
  const ends = spec.horizonSeconds * (TROUBLE.from + TROUBLE.share);
  const width = spec.horizonSeconds / result.slices.length;
  const lasted = notes.figure({
    id: `${id}.lasted`,
    label: `Length of the failure in simulated time, ${name}`,
    value: (spec.horizonSeconds * TROUBLE.share) / MINUTE,
    unit: 'min',
    method: 'computed',
    formula:
      'three tenths of the simulated time: ten cold starts or fifty answers, and where requests are rare stretched until enough are counted, a month at the most',
    inputs: [...figures.counted.inputs],
  });
  const back = result.slices.find(
    (slice) => slice.fromSeconds >= ends && slice.ready >= spec.fleet.replicas && slice.waiting === 0,
  );
  const draft = {
    id: `${id}.recovery`,
    label: `Time from the end of the failure until all is as before, ${name}`,
    unit: 'min',
    method: 'computed' as const,
    formula: `first of ${result.slices.length} slices of the simulated time with all replicas and nobody waiting, seed ${result.seed}; range: one slice`,
    inputs: [...figures.counted.inputs],
  };
  const recovery = back
    ? notes.figure({
        ...draft,
        value: (back.fromSeconds + width - ends) / MINUTE,
        low: Math.max(0, back.fromSeconds - ends) / MINUTE,
        high: (back.fromSeconds + width - ends) / MINUTE,
      })
    : notes.figure(unknownFigure({ ...draft, reason: 'the fleet did not recover in the simulated time' }));
  return { lasted, recovery };
}
