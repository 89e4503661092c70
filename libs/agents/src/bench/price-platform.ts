import { figure, type Figure } from '@app/kernel';
import { type Bill, billOf, type PlatformPart, type PlatformRoleName, pricePlatform } from '@app/pricing';
import { meanOf } from '@app/sizing';
import { sizingFigure } from './host-sizing';
import { managedTiers } from './price-tiers';
import { taken, type TakenNumber } from './planning-assumption';
import type { Offer } from './price-workload';
import { tokenSpread, valueOf } from './serving-need';
import type { WorkloadBench } from './workload-bench';
import type { Workbench } from '../workbench';

/** The platform around what is hosted on rented hardware: where it stands, what it needs, what that costs. */
export interface PricedPlatform {
  readonly provider: string;
  readonly region: string;
  readonly parts: readonly PlatformPart[];
  readonly bill: Bill;
  readonly taken: readonly TakenNumber[];
}

const DAYS_PER_MONTH = 365 / 12;
const GIB_IN_GB = 1.073741824;

/** Workloads that limits and cost put on rented hardware, each with its cheapest offer. */
export function rentedWorkloads(bench: Workbench): Array<{ workload: WorkloadBench; offer: Offer }> {
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

type Rented = ReturnType<typeof rentedWorkloads>;

function amountsOf(
  bench: Workbench,
  rented: Rented,
): { readonly amounts: Record<PlatformRoleName, Figure>; readonly taken: readonly TakenNumber[] } {
  const bytes = taken(bench, BYTES_PER_TOKEN, undefined);
  const logged = taken(bench, LOG_BYTES, undefined);
  const image = taken(bench, IMAGE_GB, undefined);
  const { planning } = bench.input;
  const egress = answeredOr(bench, 'egressGbPerMonth', planning?.egressGbPerMonth, 'GB sent a month', () =>
    scaled(bench, 'egress', 'GB sent to users a month', tokensOut(rented), bytes.figure, 'output tokens'),
  );
  const logs = answeredOr(bench, 'logGbPerMonth', planning?.logGbPerMonth, 'GB of logs a month', () =>
    scaled(bench, 'logs', 'GB of logs a month', requests(rented), logged.figure, 'requests'),
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
    ...(planning?.egressGbPerMonth === undefined ? [bytes] : []),
    ...(planning?.logGbPerMonth === undefined ? [logged] : []),
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
  const draft = { ...BYTES_PER_TOKEN, path: ['planning', field], name: field, label, unit: 'GB' };
  return taken(bench, draft, answer).figure;
}

function scaled(
  bench: Workbench,
  name: string,
  label: string,
  count: { readonly value: number; readonly refs: readonly string[] },
  bytes: Figure,
  what: string,
): Figure {
  const at = (end: 'value' | 'low' | 'high'): number => (count.value * (bytes[end] ?? 0)) / 1e9;
  return bench.figures.add(
    figure({
      id: `demand.plan.${name}`,
      label,
      value: at('value'),
      low: at('low'),
      high: at('high'),
      unit: 'GB',
      method: 'computed',
      formula: `${what} a month x bytes of each / 10^9`,
      inputs: [...count.refs, bytes.id],
    }),
  );
}

function requests(rented: Rented): { value: number; refs: string[] } {
  const perDay = rented.flatMap(({ workload }) => workload.workload.values.requestsPerDay ?? []);
  return {
    value: perDay.reduce((sum, entry) => sum + (entry.value ?? 0), 0) * DAYS_PER_MONTH,
    refs: perDay.map(({ id }) => id),
  };
}

function tokensOut(rented: Rented): { value: number; refs: string[] } {
  let value = 0;
  const refs: string[] = [];
  for (const { workload } of rented) {
    const perDay = valueOf(workload.workload, 'requestsPerDay');
    const spread = tokenSpread(workload.workload, 'output');
    if (perDay === null || spread === null || workload.workload.mode !== 'serving') continue;
    value += perDay * DAYS_PER_MONTH * meanOf(spread);
    const { requestsPerDay, outputTokensP50, outputTokensP95 } = workload.workload.values;
    refs.push(...[requestsPerDay, outputTokensP50, outputTokensP95].flatMap((entry) => entry?.id ?? []));
  }
  return { value, refs };
}

/** Weights of all hosted models, twice: the version in use and the one before it; and their corpora with their vectors. */
function stored(bench: Workbench, rented: Rented): Figure {
  const held = rented.flatMap(({ offer }) => sizingFigure(offer.sizing, 'weights') ?? []);
  const indexes = rented.flatMap(({ workload }) => workload.index() ?? []);
  const figuresOf = (name: 'vectors' | 'corpus-tokens'): Figure[] =>
    indexes.flatMap(({ ids, figures }) => figures.filter(({ id }) => id === ids[name]));
  const [vectors, texts] = [figuresOf('vectors'), figuresOf('corpus-tokens')];
  const sum = (entries: readonly Figure[]): number =>
    entries.reduce((all, entry) => all + (entry.value ?? 0), 0);
  const fixed = (2 * sum(held) + sum(vectors)) * GIB_IN_GB;
  const withText = (bytes: number): number => fixed + (sum(texts) * bytes) / 1e9;
  const hasCorpus = indexes.length > 0;
  return bench.figures.add(
    figure({
      id: 'demand.plan.stored',
      label: hasCorpus
        ? 'GB stored: weights of two versions, corpus and vectors'
        : 'GB stored: weights of two versions',
      value: withText(TEXT_BYTES.value),
      low: hasCorpus ? withText(TEXT_BYTES.low) : null,
      high: hasCorpus ? withText(TEXT_BYTES.high) : null,
      unit: 'GB',
      method: 'computed',
      formula: hasCorpus
        ? `weights of every hosted model x 2 versions + vectors + tokens of the corpus x ${TEXT_BYTES.value} (${TEXT_BYTES.low} to ${TEXT_BYTES.high}) bytes of text; logs and backups are not in it`
        : 'weights of every hosted model x 2 versions; documents, logs and backups are not in it',
      inputs: [...held, ...vectors, ...texts].map(({ id }) => id),
    }),
  );
}

/** Bytes of text of a token: English about 4; scripts outside Latin more. */
const TEXT_BYTES = { value: 4, low: 3, high: 6 } as const;
const BYTES_PER_TOKEN = {
  path: ['planning', 'egressGbPerMonth'],
  name: 'bytes-per-token',
  label: 'Bytes sent for an output token',
  unit: 'B',
  value: 60,
  low: 4,
  high: 250,
  why: 'some four bytes of text, and up to the frame of an event for each token where answers are streamed',
  question: 'How many GB are sent to the internet a month?',
} as const;
const LOG_BYTES = {
  path: ['planning', 'logGbPerMonth'],
  name: 'log-bytes',
  label: 'Bytes logged for a request',
  unit: 'B',
  value: 5_000,
  low: 1_000,
  high: 40_000,
  why: 'access and application logs without prompts, up to traces with prompts',
  question: 'How many GB of logs are written a month?',
} as const;
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
