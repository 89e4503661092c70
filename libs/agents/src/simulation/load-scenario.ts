import type { Figure } from '@app/kernel';
import { priceServing, type PricedOption } from '@app/pricing';
import type { ServingSizing } from '@app/sizing';
import type { Offer } from '../bench/price-workload';
import { servingNeed } from '../bench/serving-need';
import { sizeOn } from '../bench/size-on';
import { isOption, type WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** A fleet sized and priced anew under another load, on the hardware of an offer. */
export interface ScenarioOutcome {
  readonly sizing: ServingSizing;
  readonly option: PricedOption | null;
}

/** Sizes and prices a workload at `factor` times its load; null where it is not a serving workload. */
export function runScenario(
  bench: Workbench,
  workload: WorkloadBench,
  offer: Offer,
  name: string,
  factor: Figure,
): ScenarioOutcome | null {
  const { row, ref } = workload.model();
  if (!row || offer.sizing.kind !== 'serving' || !isOption(offer.priced)) return null;
  const scenarioId = `${workload.id}.${name}`;
  const need = servingNeed(workload.workload, row, ref, { workloadId: scenarioId, factor });
  if (!need) return null;
  const sizing = sizeOn(need, offer.sizing.of.acceleratorId, bench.catalog);
  workload.keep(sizing.figures);
  if (!sizing.feasible) return { sizing, option: null };
  const { instance } = offer.priced;
  const pricing = priceServing(sizing, bench.catalog, {
    asOf: bench.asOf,
    providers: [instance.provider],
    regions: [instance.region],
  });
  const option = pricing.options.find((entry) => entry.instance.id === instance.id) ?? null;
  if (option) workload.keep(option.figures);
  return { sizing, option };
}
