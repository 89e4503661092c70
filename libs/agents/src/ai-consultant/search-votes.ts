import { cite } from '@app/kernel';
import type { OptionFigures, SearchOption } from '@app/search';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import { boughtAt, presuming } from '../bench/hosting-option';
import { labelled } from '../bench/naming';
import { PURCHASE_WORDS } from '../bench/purchase-words';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** The position of the search on place, accelerator and way of buying, where hardware is to be rented. */
export function searchVotes(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  { provider, region, hardware }: SearchOption,
  figures: OptionFigures,
): void {
  if (hardware === null || workload.ownedFit()) return;
  const ground =
    bench.input.preferences?.weights === undefined
      ? 'Cost, latency, emissions and risk weighed together by the rule of the product'
      : 'Cost, latency, emissions and risk weighed together as stated';
  const vote = (key: string, label: string, option: string, optionLabel: string, why: string): Decision => ({
    key: `${workload.id}.${key}`,
    label: labelled(workload, label),
    option,
    optionLabel,
    basis: bench.input.preferences?.weights === undefined ? 'preference' : 'cost',
    rationale: `${ground}, ${why}: ${cite(figures.cost)}.`,
    presumes: presuming(workload, 'self-host'),
  });
  const { name } = bench.catalog.accelerator(hardware.acceleratorId);
  notes.vote(
    vote(
      'provider',
      'Provider and region',
      `${provider}/${region}`,
      `${provider}, ${region}`,
      'this place leads',
    ),
    vote('accelerator', 'Accelerator', hardware.acceleratorId, name, 'this accelerator leads'),
    {
      ...vote(
        'purchase',
        'Way of buying',
        hardware.purchase,
        PURCHASE_WORDS[hardware.purchase],
        'this way of buying leads',
      ),
      presumes: boughtAt(workload, `${provider}/${region}`, `${provider}, ${region}`),
    },
  );
}
