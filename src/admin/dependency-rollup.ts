import type { ProcessReport } from '@app/operations';
import type { CircuitReport } from '@app/platform';

export type CircuitState = CircuitReport['state'];

/** One dependency as one process sees it. */
export interface DependencySight {
  readonly processId: string;
  readonly service: string;
  readonly state: CircuitState;
  readonly since: string;
  readonly timesOpened: number;
  readonly lastFailure: string | null;
}

/** One external dependency as all processes see it. */
export interface Dependency {
  readonly name: string;
  /** The worst that any process sees. */
  readonly state: CircuitState;
  readonly seenBy: readonly DependencySight[];
}

const SEVERITY: Readonly<Record<CircuitState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** The circuits of all processes by what they lead to, in the order of their names. */
export function rollUp(reports: readonly ProcessReport[]): readonly Dependency[] {
  const sights = new Map<string, DependencySight[]>();
  for (const { id, service, circuits } of reports) {
    for (const { name, state, since, opened, lastFailure } of circuits) {
      const seenBy = sights.get(name) ?? [];
      seenBy.push({ processId: id, service, state, since, timesOpened: opened, lastFailure });
      sights.set(name, seenBy);
    }
  }
  return [...sights]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, seenBy]) => ({ name, state: worst(seenBy.map(({ state }) => state)), seenBy }));
}

function worst(states: readonly CircuitState[]): CircuitState {
  return states.reduce((bad, state) => (SEVERITY[state] > SEVERITY[bad] ? state : bad), 'closed');
}
