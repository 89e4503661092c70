import { cite, type Figure } from '@app/kernel';
import { MOST_SIMULATED, COUNTED_REQUESTS, parseTrace } from '@app/simulation';
import { servingFigure } from '@app/sizing';
import type { Analysis } from '../analysis';
import { headedIfHosted, nameOf } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import type { HostSizing } from '../bench/host-sizing';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { findCases } from './case-findings';
import { fleetCase } from './fleet-case';
import { replicasAfterCut } from './loss-and-budget';
import { showPercentiles } from './percentile-table';
import { loadScenarios } from './scenario-set';
import { caseRows, simulateCases } from './simulated-scenarios';
import type { SimulationSetting } from './simulation-setting';

/** Simulates the fleet of a workload and says what came of it. False where there is nothing to simulate. */
export async function simulateFleets(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  host: { readonly sizing: HostSizing; readonly offer: Offer | null },
  setting: SimulationSetting,
  signal: AbortSignal,
): Promise<boolean> {
  if (host.sizing.kind !== 'serving') return false;
  const sizing = host.sizing.of;
  const fleet = fleetCase(bench, workload, sizing, host.offer, setting);
  if (!fleet) return false;
  const growth = loadScenarios(notes, workload).find((entry) => entry.name === 'growth-12')?.factor ?? null;
  const cut = replicasAfterCut(notes, bench, workload, host.offer);
  const { traffic } = workload.workload.input;
  const cases = await simulateCases(
    notes,
    bench,
    fleet,
    {
      setting,
      growth,
      replicasAfterCut: cut,
      hourlyProfile: traffic?.hourlyProfile ?? null,
      trace: traffic?.traceCsv === undefined ? null : parseTrace(traffic.traceCsv),
    },
    signal,
  );
  if (cases.length === 0) return false;
  findCases(notes, fleet, cases, setting);
  if (cut?.value === 0) noFleetLeft(notes, workload, cut, servingFigure(sizing, 'replicas'));
  const [least, most] = spanFigures(notes);
  notes.show({
    id: `simulation.${workload.id}.scenarios`,
    title: headedIfHosted(workload, 'its fleet, simulated event by event'),
    columns: [
      'Scenario',
      'Load',
      'Requests',
      'Replicas',
      'First token, p95',
      'Whole answer, p95',
      'No answer',
      'Places in use',
    ],
    rows: caseRows(cases),
    note: `Every scenario runs the same requests of ${nameOf(workload)} through the same model, until at least ${cite(least)} are counted and at most ${cite(most)}, where its rate allows; of a launch or a failure those count that come while it lasts. Ranges are those of chance, not of the sizing: for that see the row of slow hardware.`,
  });
  showPercentiles(notes, workload, cases);
  return true;
}

function noFleetLeft(notes: Analysis, workload: WorkloadBench, cut: Figure, replicas: Figure): void {
  notes.find({
    id: `simulation.${workload.id}.budget-cut`,
    severity: 'medium',
    title: headedIfHosted(workload, 'a cut budget pays for no replica'),
    statement: `It pays for ${cite(cut)} of ${cite(replicas)}: an API, a smaller model or another accelerator has to be found.`,
  });
}

/** The rule by which the length of a simulation is chosen. */
function spanFigures(notes: Analysis): [Figure, Figure] {
  const rule = (name: string, label: string, value: number): Figure =>
    notes.figure({
      id: `simulation.${name}`,
      label,
      value,
      unit: '1',
      method: 'assumed',
      formula: 'a choice of this product: enough for a 95th percentile, little enough for a moment',
    });
  return [
    rule(
      'counted-requests',
      'Requests that a simulation counts at the least, where its rate allows',
      COUNTED_REQUESTS,
    ),
    rule('most-requests', 'Requests that a simulation runs at the most', MOST_SIMULATED),
  ];
}
