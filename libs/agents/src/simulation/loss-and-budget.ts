import { cite } from '@app/kernel';
import { servingFigure } from '@app/sizing';
import type { Analysis } from '../analysis';
import { headedIfHosted } from '../bench/naming';
import type { HostSizing } from '../bench/host-sizing';
import type { Offer } from '../bench/price-workload';
import { isOption, type WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Zones among which the fleet is spread in the failure scenario. */
const ZONES = 3;
/** Share of the budget that the cut leaves, in percent. */
const KEPT_PERCENT = 70;

/** Replicas that keep the peak through the loss of a zone (formula: load replicas over zones less one, times zones). */
export function zoneLoss(notes: Analysis, workload: WorkloadBench, sizing: HostSizing): void {
  if (sizing.kind !== 'serving') return;
  const load = servingFigure(sizing.of, 'load-replicas');
  const today = servingFigure(sizing.of, 'replicas');
  if (load.value === null || today.value === null) return;
  const zones = notes.figure({
    id: 'simulation.zones',
    label: 'Zones in the failure scenario',
    value: ZONES,
    low: 2,
    high: 3,
    unit: '1',
    method: 'assumed',
    formula: 'most cloud regions offer three zones; a choice of this product',
  });
  const needed = notes.figure({
    id: `simulation.${workload.id}.zone-loss.replicas`,
    label: 'Replicas that carry the peak with one zone lost',
    value: Math.ceil(load.value / (ZONES - 1)) * ZONES,
    unit: '1',
    method: 'computed',
    formula: 'ceil(load replicas / (zones - 1)) x zones',
    inputs: [load.id, zones.id],
  });
  const covered = today.value >= (needed.value ?? 0);
  notes.find({
    id: `simulation.${workload.id}.zone-loss`,
    severity: covered ? 'info' : 'medium',
    title: headedIfHosted(
      workload,
      `the loss of a zone needs ${cite(needed)} replicas over ${cite(zones)} zones`,
    ),
    statement: covered
      ? `The fleet of ${cite(today)} carries its peak through it.`
      : `The fleet has ${cite(today)}: at the peak the loss of a zone is not covered by it.`,
  });
}

/** What share of the peak a cut budget still carries. */
export function budgetCut(notes: Analysis, bench: Workbench, workload: WorkloadBench, offer: Offer): void {
  const budget = bench.input.constraints?.budgetUsdPerMonth;
  const monthly = offer.priced.monthly['on-demand'];
  if (budget === undefined || monthly.value === null || !isOption(offer.priced)) return;
  if (offer.sizing.kind !== 'serving') return;
  const cut = notes.figure({
    id: 'simulation.budget-cut',
    label: 'Budget after the cut',
    value: (budget * KEPT_PERCENT) / 100,
    unit: 'USD/month',
    method: 'assumed',
    formula: `budget x ${KEPT_PERCENT} %; a stress case of this product`,
    inputs: ['input:/constraints/budgetUsdPerMonth'],
  });
  const perInstance = monthly.value / offer.priced.instances;
  const affordable = Math.floor((cut.value ?? 0) / perInstance);
  const share = notes.figure({
    id: `simulation.${workload.id}.budget-cut.share`,
    label: 'Share of the priced fleet that the cut budget pays for',
    value: Math.min(100, (affordable / offer.priced.instances) * 100),
    unit: '%',
    method: 'computed',
    formula: 'floor(budget after the cut / price of an instance) / instances x 100, at most 100',
    inputs: [cut.id, monthly.id, offer.priced.instanceCount.id],
  });
  notes.find({
    id: `simulation.${workload.id}.budget-cut`,
    severity: (share.value ?? 0) < 100 ? 'medium' : 'info',
    title: headedIfHosted(workload, `a budget cut to ${cite(cut)} pays for ${cite(share)} of its fleet`),
    statement: `Counted for this workload alone, at ${cite(monthly)} for all of its instances on demand.`,
  });
}
