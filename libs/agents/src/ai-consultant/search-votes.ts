import { cite } from '@app/kernel';
import type { OptionFigures, SearchOption } from '@app/search';
import type { Analysis } from '../analysis';
import type { HardwareChoice } from '../bench/decided-besides';
import { boughtAt, presuming } from '../bench/hosting-option';
import { labelled } from '../bench/naming';
import { PURCHASE_WORDS } from '../bench/purchase-words';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/**
 * The position of the search on one choice of hardware that is to be rented. By weights that were stated it outranks what
 * speaks for cost, risk or preference alone, as far as the plan can follow it; by those of the product it does not.
 */
export function searchVote(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  name: HardwareChoice,
  { provider, region, hardware }: SearchOption,
  figures: OptionFigures,
): void {
  if (hardware === null || workload.ownedFit()) return;
  const stated = bench.input.preferences?.weights !== undefined;
  const place = { option: `${provider}/${region}`, optionLabel: `${provider}, ${region}` };
  const choice = {
    provider: { label: 'Provider and region', what: 'place', ...place },
    accelerator: {
      label: 'Accelerator',
      what: 'accelerator',
      option: hardware.acceleratorId,
      optionLabel: bench.catalog.accelerator(hardware.acceleratorId).name,
    },
    purchase: {
      label: 'Way of buying',
      what: 'way of buying',
      option: hardware.purchase,
      optionLabel: PURCHASE_WORDS[hardware.purchase],
    },
  }[name];
  const ground = stated
    ? 'Cost, latency, emissions and risk weighed together as stated'
    : 'Cost, latency, emissions and risk weighed together by the rule of the product';
  notes.vote({
    key: `${workload.id}.${name}`,
    label: labelled(workload, choice.label),
    option: choice.option,
    optionLabel: choice.optionLabel,
    basis: workload.weighed() ? 'weights' : stated ? 'cost' : 'preference',
    rationale: `${ground}, this ${choice.what} leads: ${cite(figures.cost)}.`,
    presumes:
      name === 'purchase'
        ? boughtAt(workload, place.option, place.optionLabel)
        : presuming(workload, 'self-host'),
  });
}
