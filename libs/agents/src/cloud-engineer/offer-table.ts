import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { nameOf } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Rows that a reader can take in; the rest is counted. */
const SHOWN = 8;

/** The cheapest offers, one row for each instance type and region. */
export function offerTable(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const { offers, excluded } = workload.priced();
  notes.show({
    id: `cloud-engineer.${workload.id}.offer-prices`,
    title: `Cheapest instances for ${nameOf(workload)}`,
    columns: [
      'Instance',
      'Region',
      'Accelerator',
      'Instances',
      'On demand',
      'One-year commitment',
      'Three-year commitment',
      'Price of',
    ],
    rows: offers.slice(0, SHOWN).map((offer) => rowOf(notes, workload, offer, bench)),
  });
  const compared = notes.count(
    `cloud-engineer.${workload.id}.offers-compared`,
    'Offers compared',
    offers.length,
    'count of instance types and regions that hold the workload within its limits',
  );
  const out = notes.count(
    `cloud-engineer.${workload.id}.offers-excluded`,
    'Offers excluded',
    excluded.length,
    'count of instance types and regions that a limit or a missing fact rules out',
    workload.scope().answers,
  );
  notes.find({
    id: `cloud-engineer.${workload.id}.search`,
    severity: 'info',
    title: `${nameOf(workload)}: ${cite(compared)} offers compared, ${cite(out)} excluded`,
    statement:
      'Excluded are providers and regions outside the limits, and instances that hold no whole replica.',
  });
}

function rowOf(notes: Analysis, workload: WorkloadBench, offer: Offer, bench: Workbench): string[] {
  const { instance, instances, monthly } = offer.priced;
  const counted = notes.count(
    `cloud-engineer.${workload.id}.${offer.priced.id}.instances`,
    `${instance.instanceType} needed`,
    instances,
    'accelerators needed over accelerators of an instance, rounded up',
    offer.sizing.of.ids.accelerators ? [offer.sizing.of.ids.accelerators] : [],
  );
  return [
    `${instance.provider} ${instance.instanceType}`,
    instance.region,
    bench.catalog.accelerator(offer.sizing.of.acceleratorId).name,
    cite(counted),
    cite(monthly['on-demand']),
    committed(monthly['commit-1y']),
    committed(monthly['commit-3y']),
    `${instance.source.asOf}${offer.priced.stale ? ' (old)' : ''}`,
  ];
}

/** Many commitment prices are not sourced; the reason is the same for all and would fill the table. */
function committed(price: Figure): string {
  return price.value === null ? 'not in the catalog' : cite(price);
}
