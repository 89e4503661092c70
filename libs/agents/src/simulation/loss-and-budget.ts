import type { Figure } from '@app/kernel';
import { servingFigure, type ServingSizing } from '@app/sizing';
import type { Analysis } from '../analysis';
import type { Offer } from '../bench/price-workload';
import { isOption, type WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Share of the budget that the cut leaves, in percent. */
const KEPT_PERCENT = 70;

/** Replicas that keep the peak through the loss of a zone (formula: load replicas over zones less one, times zones). */
export function replicasForZoneLoss(
  notes: Analysis,
  workload: WorkloadBench,
  sizing: ServingSizing,
  zones: Figure,
): Figure | null {
  const load = servingFigure(sizing, 'load-replicas');
  if (load.value === null || zones.value === null) return null;
  return notes.figure({
    id: `simulation.${workload.id}.zone-loss.replicas`,
    label: 'Replicas that carry the peak with one zone lost',
    value: Math.ceil(load.value / (zones.value - 1)) * zones.value,
    unit: '1',
    method: 'computed',
    formula: 'ceil(load replicas / (zones - 1)) x zones',
    inputs: [load.id, zones.id],
  });
}

/** Replicas that a cut budget pays for, on the hardware of an offer; null where no budget or no price is known. */
export function replicasAfterCut(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  offer: Offer | null,
): Figure | null {
  const budget = bench.input.constraints?.budgetUsdPerMonth;
  if (budget === undefined || offer?.sizing.kind !== 'serving' || !isOption(offer.priced)) return null;
  const monthly = offer.priced.monthly[workload.purchase];
  const replicas = servingFigure(offer.sizing.of, 'replicas');
  if (monthly.value === null || replicas.value === null) return null;
  const cut = notes.figure({
    id: 'simulation.budget-cut',
    label: 'Budget after the cut',
    value: (budget * KEPT_PERCENT) / 100,
    unit: 'USD/month',
    method: 'assumed',
    formula: `budget x ${KEPT_PERCENT} %; a stress case of this product`,
    inputs: ['input:/constraints/budgetUsdPerMonth'],
  });
  const { instances, instanceCount, replicasPerInstance } = offer.priced;
  const affordable = Math.floor((cut.value ?? 0) / (monthly.value / instances));
  return notes.figure({
    id: `simulation.${workload.id}.budget-cut.replicas`,
    label: 'Replicas that the cut budget pays for',
    value: Math.min(replicas.value, Math.floor(affordable * replicasPerInstance)),
    unit: '1',
    method: 'computed',
    formula:
      'floor(floor(budget after the cut / price of an instance) x replicas of an instance), at most those of today; this workload alone',
    inputs: [cut.id, monthly.id, instanceCount.id, replicas.id],
  });
}
