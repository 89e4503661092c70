import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { nameOf, offerName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Speaks for the provider that the organisation uses already: contracts, people and network are there. */
export function continuityVote(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const used = new Set(
    (bench.input.currentInfrastructure ?? []).flatMap((entry) => (entry.provider ? [entry.provider] : [])),
  );
  const offer = workload
    .priced()
    .offers.find(
      (entry) => entry.priced.monthlyOnDemandUsd !== null && used.has(entry.priced.instance.provider),
    );
  if (!offer) return;
  const { provider, region } = offer.priced.instance;
  notes.vote({
    key: `${workload.id}.provider`,
    label: `Provider and region of ${nameOf(workload)}`,
    option: `${provider}/${region}`,
    optionLabel: `${provider}, ${region}`,
    basis: 'preference',
    rationale: `${provider} is in use already; ${offerName(offer)} is its cheapest fit at ${cite(offer.priced.monthly['on-demand'])}.`,
  });
}
