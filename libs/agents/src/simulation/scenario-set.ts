import { cite, type Figure } from '@app/kernel';
import { servingFigure } from '@app/sizing';
import type { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { headed, headedIfRented, offerName } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { runScenario } from './load-scenario';

/** A scenario by load: what it multiplies the traffic with. */
export interface LoadScenario {
  readonly name: string;
  readonly label: string;
  readonly factor: Figure;
}

/** Baseline, a doubled peak, and the stated or assumed growth over one and three years. */
export function loadScenarios(notes: Analysis, workload: WorkloadBench): LoadScenario[] {
  const scenarios: LoadScenario[] = [
    {
      name: 'doubled',
      label: 'Twice the load',
      factor: notes.figure({
        id: `simulation.${workload.id}.doubled.factor`,
        label: 'Load of the scenario over the load today',
        value: 2,
        unit: '1',
        method: 'assumed',
        formula: 'a stress case of this product, not a forecast',
      }),
    },
  ];
  for (const months of [12, 36]) {
    const grown = workload.growth().after(months);
    if (!grown) continue;
    const { factor: value, low, high, formula, inputs } = grown;
    const factor = notes.figure({
      id: `simulation.${workload.id}.growth-${months}.factor`,
      label: `Load after ${months} months over the load today`,
      value,
      low,
      high,
      unit: '1',
      method: 'computed',
      formula,
      inputs,
    });
    const label = months === 12 ? 'Growth over one year' : 'Growth over three years';
    if (value !== 1) scenarios.push({ name: `growth-${months}`, label, factor });
  }
  return scenarios;
}

/** Runs the scenarios on the cheapest offer and shows them beside the baseline. */
export async function showScenarios(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  offer: Offer,
  signal: AbortSignal,
): Promise<void> {
  if (offer.sizing.kind !== 'serving') return;
  const baseline = offer.sizing.of;
  const rows = [
    [
      'Today',
      '–',
      cite(servingFigure(baseline, 'replicas')),
      cite(servingFigure(baseline, 'accelerators')),
      cite(offer.priced.monthly[workload.purchase]),
    ],
  ];
  for (const scenario of loadScenarios(notes, workload)) {
    await breathe(signal);
    bench.figures.add(scenario.factor);
    const outcome = runScenario(bench, workload, offer, scenario.name, scenario.factor);
    if (!outcome) continue;
    const { sizing, option } = outcome;
    rows.push([
      scenario.label,
      cite(scenario.factor),
      sizing.feasible ? cite(servingFigure(sizing, 'replicas')) : 'not feasible',
      sizing.feasible ? cite(servingFigure(sizing, 'accelerators')) : (sizing.reason ?? '–'),
      option ? cite(option.monthly[workload.purchase]) : 'unknown',
    ]);
    if (scenario.name === 'doubled' && option) {
      notes.find({
        id: `simulation.${workload.id}.doubled`,
        severity: 'info',
        title: headedIfRented(workload, `twice the load costs ${cite(option.monthly[workload.purchase])}`),
        statement: `Today it is ${cite(offer.priced.monthly[workload.purchase])} on ${offerName(offer)}; the fleet steps up by whole instances, so cost does not follow the load evenly. It is planned with the room that the sizing keeps free; whether the fleet of today would keep its promises is simulated.`,
      });
    }
  }
  notes.show({
    id: `simulation.${workload.id}.load-scenarios`,
    title: headed(workload, `load and growth on ${offerName(offer)}`),
    columns: ['Scenario', 'Load', 'Replicas', 'Accelerators', 'A month'],
    rows,
  });
}
