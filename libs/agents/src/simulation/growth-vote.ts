import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { labelled } from '../bench/naming';
import { breathe } from '../bench/breathe';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { runScenario } from './load-scenario';
import { loadScenarios } from './scenario-set';

/** Accelerators that are grown to three years and compared. */
const COMPARED = 3;

interface Grown {
  readonly offer: Offer;
  readonly monthly: Figure;
  readonly usd: number;
}

/** Votes for the accelerator whose fleet is cheapest after three years of growth: not always the one cheapest today. */
export async function growthVote(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  signal: AbortSignal,
): Promise<void> {
  const scenario = loadScenarios(notes, workload).find((entry) => entry.name === 'growth-36');
  if (!scenario) return;
  const grown: Grown[] = [];
  for (const offer of cheapestOfEachAccelerator(workload)) {
    await breathe(signal);
    const name = `growth-36.${offer.sizing.of.acceleratorId}`;
    const monthly = runScenario(bench, workload, offer, name, scenario.factor)?.option?.monthly['on-demand'];
    if (monthly?.value != null) grown.push({ offer, monthly, usd: monthly.value });
  }
  const best = grown.reduce<Grown | undefined>(
    (least, entry) => (least === undefined || entry.usd < least.usd ? entry : least),
    undefined,
  );
  if (!best || grown.length < 2) return;
  const id = best.offer.sizing.of.acceleratorId;
  notes.vote({
    key: `${workload.id}.accelerator`,
    label: labelled(workload, 'Accelerator'),
    option: id,
    optionLabel: bench.catalog.accelerator(id).name,
    basis: 'risk',
    rationale: `After three years of growth (${cite(scenario.factor)} times the load) its fleet costs least of those compared: ${cite(best.monthly)}.`,
    presumes: presuming(workload, 'self-host'),
  });
}

function cheapestOfEachAccelerator(workload: WorkloadBench): Offer[] {
  const first = new Map<string, Offer>();
  for (const offer of workload.priced().offers) {
    const id = offer.sizing.of.acceleratorId;
    if (offer.priced.monthlyOnDemandUsd !== null && !first.has(id)) first.set(id, offer);
    if (first.size === COMPARED) break;
  }
  return [...first.values()];
}
