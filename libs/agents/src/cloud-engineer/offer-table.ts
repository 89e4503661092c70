import type { Purchase } from '@app/catalog';
import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { counted, headed, listOf } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import { isOption, type WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Rows that a reader can take in; the rest is counted. */
const SHOWN = 8;

/** Ways of commitment: as a heading, and in a sentence. */
const COMMITMENTS: ReadonlyArray<readonly [Purchase, string, string]> = [
  ['commit-1y', 'One-year commitment', 'a commitment of one year'],
  ['commit-3y', 'Three-year commitment', 'a commitment of three years'],
];

/** The cheapest offers, one row for each instance type and region. */
export function offerTable(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const { offers, excluded } = workload.priced();
  const shown = offers.slice(0, SHOWN);
  // Work that comes and goes has nothing to commit to.
  const ways = shown.some((offer) => isOption(offer.priced)) ? COMMITMENTS : [];
  const listed = (purchase: Purchase): boolean =>
    shown.some((offer) => offer.priced.monthly[purchase].value !== null);
  const commitments = ways.filter(([purchase]) => listed(purchase)).map(([purchase]) => purchase);
  const words = ways.filter(([purchase]) => listed(purchase)).map(([, title]) => title);
  const missing = ways.filter(([purchase]) => !listed(purchase)).map(([, , noun]) => noun);
  notes.show({
    id: `cloud-engineer.${workload.id}.offer-prices`,
    title: headed(workload, 'cheapest instances'),
    columns: ['Instance', 'Region', 'Accelerator', 'Instances', 'On demand', ...words, 'Price of'],
    rows: shown.map((offer) => rowOf(notes, workload, offer, bench, commitments)),
    ...(missing.length === 0 ? {} : { note: `The catalog lists no price for ${listOf(missing)} of these.` }),
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
    title: headed(workload, `${counted(compared, 'offer', 'offers')} compared, ${cite(out)} excluded`),
    statement:
      'Excluded are providers and regions outside the limits, and instances that hold no whole replica.',
  });
}

function rowOf(
  notes: Analysis,
  workload: WorkloadBench,
  offer: Offer,
  bench: Workbench,
  commitments: readonly Purchase[],
): string[] {
  const { instance, instances, monthly } = offer.priced;
  const needed = notes.count(
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
    cite(needed),
    cite(monthly['on-demand']),
    ...commitments.map((purchase) => committed(monthly[purchase])),
    `${instance.source.asOf}${offer.priced.stale ? ' (old)' : ''}`,
  ];
}

/** Many commitment prices are not sourced; the reason is the same for all and would fill the table. */
function committed(price: Figure): string {
  return price.value === null ? 'not in the catalog' : cite(price);
}
