import { figure, type Figure } from '@app/kernel';
import { type Bill, billOf, type PlatformPart, type PlatformRoleName, pricePlatform } from '@app/pricing';
import { givenBy, TOKEN_TEXT_BYTES } from '@app/sizing';
import { sizingFigure } from './host-sizing';
import { managedTiers } from './price-tiers';
import { taken, type TakenNumber } from './planning-assumption';
import { egressOf, egressTaken, logsOf, logsTaken, type RentedWorkload } from './platform-traffic';
import type { Workbench } from '../workbench';

/** The platform around what is hosted on rented hardware: where it stands, what it needs, what that costs. */
export interface PricedPlatform {
  readonly provider: string;
  readonly region: string;
  readonly parts: readonly PlatformPart[];
  readonly bill: Bill;
  readonly taken: readonly TakenNumber[];
}

const GIB_IN_GB = 1.073741824;

/** Workloads that limits and cost put on rented hardware, each with its cheapest offer. */
export function rentedWorkloads(bench: Workbench): RentedWorkload[] {
  return bench.workloads.flatMap((workload) => {
    const offer = workload.cheapest();
    if (!offer || workload.ownedFit() || workload.likelyHosting() === 'api') return [];
    return [{ workload, offer }];
  });
}

/** Prices the platform at the provider and in the region of the dearest rented fleet; null where nothing is rented. */
export function platformOf(bench: Workbench): PricedPlatform | null {
  const rented = rentedWorkloads(bench);
  const dearest = [...rented].sort(
    (a, b) =>
      (b.offer.priced.monthlyOnDemandUsd ?? 0) - (a.offer.priced.monthlyOnDemandUsd ?? 0) ||
      (a.workload.id < b.workload.id ? -1 : 1),
  )[0];
  if (!dearest) return null;
  const { provider, region } = dearest.offer.priced.instance;
  const numbers = amountsOf(bench, rented);
  const need = { scope: 'plan', provider, region, amounts: numbers.amounts };
  const parts = [
    ...pricePlatform(need, bench.catalog),
    ...managedTiers(
      bench,
      rented.map(({ workload }) => workload),
      { provider, region },
    ),
  ];
  for (const part of parts) bench.figures.addAll(part.figures);
  const bill = billOf('pricing.plan.platform', 'Platform around the rented hardware', parts);
  bench.figures.addAll([bill.monthly, bill.threeYears]);
  return { provider, region, parts, bill, taken: numbers.taken };
}

function amountsOf(
  bench: Workbench,
  rented: readonly RentedWorkload[],
): { readonly amounts: Record<PlatformRoleName, Figure>; readonly taken: readonly TakenNumber[] } {
  const image = taken(bench, IMAGE_GB, undefined);
  const { planning } = bench.input;
  const egress = answeredOr(bench, 'egressGbPerMonth', planning?.egressGbPerMonth, 'GB sent a month', () =>
    egressOf(bench, rented),
  );
  const logs = answeredOr(bench, 'logGbPerMonth', planning?.logGbPerMonth, 'GB of logs a month', () =>
    logsOf(bench, rented),
  );
  const kept = answeredOr(bench, 'storedGb', planning?.storedGb, 'GB stored', () => stored(bench, rented));
  const one = bench.figures.add(
    figure({
      id: 'assumption.planning.one-of-each',
      label: 'Clusters, load balancers, gateways and keys',
      value: 1,
      low: 1,
      high: 3,
      unit: '1',
      method: 'assumed',
      formula: 'one of each in one region; up to three with one of each zone or stage',
    }),
  );
  const standing = rented.some(({ workload }) => workload.workload.mode === 'serving')
    ? one
    : jobsAlone(bench);
  const needed = [
    ...(planning?.egressGbPerMonth === undefined ? egressTaken(bench, rented) : []),
    ...(planning?.logGbPerMonth === undefined ? logsTaken(bench, rented) : []),
    image,
  ];
  return {
    amounts: {
      egress,
      'object-storage': kept,
      'control-plane': standing,
      'load-balancer': standing,
      nat: standing,
      logs,
      registry: image.figure,
      keys: one,
    },
    taken: needed,
  };
}

/** What stands day and night for requests is not needed by jobs that come and go. */
function jobsAlone(bench: Workbench): Figure {
  return bench.figures.add(
    figure({
      id: 'assumption.planning.none-for-jobs',
      label: 'Clusters, load balancers and gateways that stand between jobs',
      value: 0,
      low: 0,
      high: 1,
      unit: '1',
      method: 'assumed',
      formula:
        'none: a job runs on an instance of its own, and nothing waits for requests; one where a cluster is kept',
    }),
  );
}

function answeredOr(
  bench: Workbench,
  field: 'egressGbPerMonth' | 'logGbPerMonth' | 'storedGb',
  answer: number | undefined,
  label: string,
  otherwise: () => Figure,
): Figure {
  if (answer === undefined) return otherwise();
  const draft = { ...IMAGE_GB, path: ['planning', field], name: field, label, unit: 'GB' };
  return taken(bench, draft, answer).figure;
}

/** Weights of all hosted models, twice: the version in use and the one before it; and their corpora with their vectors. */
function stored(bench: Workbench, rented: readonly RentedWorkload[]): Figure {
  const held = rented.flatMap(({ offer }) => sizingFigure(offer.sizing, 'weights') ?? []);
  const indexes = rented.flatMap(({ workload }) => workload.index() ?? []);
  const figuresOf = (name: 'vectors' | 'corpus-tokens'): Figure[] =>
    indexes.flatMap(({ ids, figures }) => figures.filter(({ id }) => id === ids[name]));
  const [vectors, texts] = [figuresOf('vectors'), figuresOf('corpus-tokens')];
  const sum = (entries: readonly Figure[]): number =>
    entries.reduce((all, entry) => all + (entry.value ?? 0), 0);
  const fixed = (2 * sum(held) + sum(vectors)) * GIB_IN_GB;
  const hasCorpus = indexes.length > 0;
  const bytes = givenBy(hasCorpus ? bench.figures.add(TOKEN_TEXT_BYTES) : undefined);
  const withText = (end: 'value' | 'low' | 'high'): number =>
    fixed + (sum(texts) * (bytes?.[end] ?? 0)) / 1e9;
  return bench.figures.add(
    figure({
      id: 'demand.plan.stored',
      label: hasCorpus
        ? 'GB stored: weights of two versions, corpus and vectors'
        : 'GB stored: weights of two versions',
      value: withText('value'),
      low: hasCorpus ? withText('low') : null,
      high: hasCorpus ? withText('high') : null,
      unit: 'GB',
      method: 'computed',
      formula: hasCorpus
        ? 'weights of every hosted model x 2 versions + vectors + tokens of the corpus x bytes of text of a token; logs and backups are not in it'
        : 'weights of every hosted model x 2 versions; documents, logs and backups are not in it',
      inputs: [...[...held, ...vectors, ...texts].map(({ id }) => id), ...(bytes?.refs ?? [])],
    }),
  );
}

const IMAGE_GB = {
  path: ['planning', 'storedGb'],
  name: 'image-gb',
  label: 'Images kept in the registry',
  unit: 'GB',
  value: 30,
  low: 10,
  high: 100,
  why: 'a few versions of serving images with their accelerator libraries',
  question: 'How much is kept in the registry of images?',
} as const;
