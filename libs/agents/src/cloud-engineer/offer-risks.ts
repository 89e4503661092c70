import type { Risk } from '../agent-output';
import type { Analysis } from '../analysis';
import { counted, headedIfRented, listOf, offerName } from '../bench/naming';
import { sizingFigure } from '../bench/host-sizing';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** What may go wrong with renting: capacity that is not there, one supplier, a price that is not promised. */
export function offerRisks(notes: Analysis, bench: Workbench): void {
  for (const workload of bench.workloads) notes.risk(...risksOf(workload));
}

function risksOf(workload: WorkloadBench): Risk[] {
  const offer = workload.cheapest();
  if (!offer) return [];
  const id = (subject: string): string => `cloud-engineer.risk.${workload.id}.${subject}`;
  const needed = sizingFigure(offer.sizing, 'accelerators');
  const providers = [...new Set(workload.priced().offers.map(({ priced }) => priced.instance.provider))];
  const isLikely = workload.likelyHosting() === 'self-host' && !workload.ownedFit();
  const capacity: Risk = {
    id: id('capacity'),
    severity: isLikely ? 'medium' : 'low',
    title: headedIfRented(workload, 'a list price promises no capacity'),
    statement: `${offerName(offer)} is listed, but no list says whether ${needed ? counted(needed, 'accelerator', 'accelerators') : 'it'} can be had on the day.`,
    answer:
      'Ask for a capacity reservation before the date is promised, and keep a second region or type that holds the workload.',
  };
  if (providers.length > 1) return [capacity];
  return [
    capacity,
    {
      id: id('one-provider'),
      severity: isLikely ? 'medium' : 'low',
      title: headedIfRented(workload, `only ${providers[0]} offers what holds it`),
      statement: `Within the limits on providers and regions, ${listOf(providers)} alone rents out accelerators on which it was sized: its price, its quota and its outages are yours.`,
      answer:
        'Widen regions or providers where law allows it, keep images and weights portable, and put the exit in writing.',
    },
  ];
}
