import type { Figure } from '@app/kernel';
import type { FleetResult, FleetSpec, ScenarioName } from '@app/simulation';
import type { ScenarioFigures } from './scenario-figures';

/** Rows beside the six scenarios: the same fleet if slower, and the launch with replicas that follow the load. */
export type CaseName =
  ScenarioName | 'slow-hardware' | 'launch-spike-scaled' | 'launch-spike-ahead' | 'busy-day' | 'recorded';

/** One scenario that was simulated. */
export interface SimulatedCase {
  readonly name: CaseName;
  readonly label: string;
  readonly spec: FleetSpec;
  readonly result: FleetResult;
  readonly figures: ScenarioFigures;
  /** Load over the peak of today; null where it is that. */
  readonly load: Figure | null;
  readonly replicas: Figure;
}

/** How a scenario is called in tables. */
export const CASE_LABELS: Readonly<Record<CaseName, string>> = {
  baseline: 'Baseline: the peak of today',
  'slow-hardware': 'Baseline, hardware as slow as the sizing allows for',
  'launch-spike': 'Launch: the load jumps',
  'launch-spike-scaled': 'Launch, with autoscaling',
  'launch-spike-ahead': 'Launch, with replicas added before it',
  'steady-growth': 'Steady growth over a year, same fleet',
  'zone-loss': 'Loss of a zone',
  'provider-outage': 'Outage of the region or site',
  'budget-cut': 'Cut budget',
  'busy-day': 'A whole day by its hourly profile',
  recorded: 'Requests as they were recorded',
};
