import type { Figure } from '@app/kernel';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { presumptionFigure, type Given, type Presumption } from './presumption';

/** What a served workload stores, moves over the network and needs to come back after a loss. */
export interface SiteSpec {
  readonly workloadId: string;
  readonly requestsPerDay: Given;
  readonly requestsPerSecondPeak: Given;
  /** Means of a request. */
  readonly inputTokens: Given;
  readonly outputTokens: Given;
  /** GiB of weights of one copy, of the retrieval index, where there are any. */
  readonly weightsGiB: Given | null;
  readonly indexGiB: Given | null;
  /** Seconds until a replica serves. */
  readonly readySeconds: Given | null;
  readonly replicas: Given | null;
}

export const SITE_FIGURES = [
  'artefact-storage',
  'log-storage',
  'outgoing-rate',
  'outgoing-month',
  'start-read-rate',
  'zone-loss-replicas',
  'recovery-time',
] as const;
export type SiteFigureName = (typeof SITE_FIGURES)[number];

export interface SiteNeeds {
  readonly ids: Readonly<Partial<Record<SiteFigureName, string>>>;
  readonly figures: readonly Figure[];
}

const VERSIONS: Presumption = {
  id: 'kept-versions',
  label: 'versions of the weights that are kept',
  unit: '1',
  value: 3,
  low: 2,
  high: 6,
  note: 'the one in service, the one before, the next',
};
const TOKEN_BYTES: Presumption = {
  id: 'token-bytes',
  label: 'bytes of text of a token',
  unit: 'B',
  value: 4,
  low: 3,
  high: 6,
  note: 'English about 4; scripts outside Latin more',
};
const RETENTION: Presumption = {
  id: 'log-retention',
  label: 'days for which requests and answers are kept',
  unit: 'd',
  value: 30,
  low: 7,
  high: 180,
  note: 'to be set by the duties of the data; less is better where it is personal',
};
const STREAM: Presumption = {
  id: 'stream-overhead',
  label: 'bytes on the wire for a streamed token',
  unit: 'B',
  value: 120,
  low: 3,
  high: 300,
  note: 'an event of a stream with its JSON around each token; the text alone at the low end, where an answer is sent whole',
};
/** What a month of outgoing traffic rests on, for whoever adds it up or sends results that are not streamed. */
export const STREAMED_TOKEN_BYTES = presumptionFigure(STREAM);
export const TOKEN_TEXT_BYTES = presumptionFigure(TOKEN_BYTES);
const ZONES = 3;
const DAYS_A_MONTH = 365 / 12;
const GIB = 2 ** 30;
const RECOVERY: Presumption = {
  id: 'site-decision',
  label: 'time from the loss of a site until the decision to move',
  unit: 'min',
  value: 20,
  low: 5,
  high: 60,
  note: 'finding it and deciding; automatic at the low end',
};

/** Storage, network and recovery of a served workload. */
export function siteNeeds(spec: SiteSpec): SiteNeeds {
  const list = new FigureList<SiteFigureName>(`sizing.${spec.workloadId}.site`);
  storage(list, spec);
  network(list, spec);
  recovery(list, spec);
  return { ids: list.ids, figures: list.all() };
}

type List = FigureList<SiteFigureName>;
const SIDES = ['value', 'low', 'high'] as const;

function split(from: (side: (typeof SIDES)[number]) => number): { value: number; ends: number[] } {
  const [value = 0, ...ends] = SIDES.map(from);
  return { value, ends };
}

function storage(list: List, spec: SiteSpec): void {
  const { weightsGiB, indexGiB, requestsPerDay, inputTokens, outputTokens } = spec;
  const [versions = '', bytes = '', retention = ''] = list.presume(VERSIONS, TOKEN_BYTES, RETENTION);
  if (weightsGiB !== null || indexGiB !== null) {
    list.add({
      name: 'artefact-storage',
      label: 'object storage for weights and copies of the retrieval index',
      unit: 'GiB',
      ...split((side) => (weightsGiB?.[side] ?? 0) * VERSIONS[side] + (indexGiB?.[side] ?? 0) * 2),
      formula: 'weights x versions kept + 2 copies of the index',
      inputs: [...(weightsGiB?.refs ?? []), ...(indexGiB?.refs ?? []), versions],
    });
  }
  list.add({
    name: 'log-storage',
    label: 'storage for requests and answers',
    unit: 'GiB',
    ...split(
      (side) =>
        (requestsPerDay[side] *
          (inputTokens[side] + outputTokens[side]) *
          TOKEN_BYTES[side] *
          RETENTION[side]) /
        GIB,
    ),
    formula: 'requests a day x (mean Tin + mean Tout) x bytes of a token x days, before compression',
    inputs: [...requestsPerDay.refs, ...inputTokens.refs, ...outputTokens.refs, bytes, retention],
  });
}

function network(list: List, spec: SiteSpec): void {
  const { requestsPerDay, requestsPerSecondPeak, outputTokens, weightsGiB, readySeconds } = spec;
  const [stream = ''] = list.presume(STREAM);
  list.add({
    name: 'outgoing-rate',
    label: 'outgoing traffic at the peak',
    unit: 'Mbit/s',
    ...split((side) => (requestsPerSecondPeak[side] * outputTokens[side] * STREAM[side] * 8) / 1e6),
    formula: 'requests per second x mean Tout x bytes of a streamed token x 8',
    inputs: [...requestsPerSecondPeak.refs, ...outputTokens.refs, stream],
  });
  list.add({
    name: 'outgoing-month',
    label: 'outgoing traffic of a month, streamed answers',
    unit: 'GB/month',
    ...split((side) => (requestsPerDay[side] * DAYS_A_MONTH * outputTokens[side] * STREAM[side]) / 1e9),
    formula: 'requests a day x 365/12 x mean Tout x bytes of a streamed token / 10^9',
    inputs: [...requestsPerDay.refs, ...outputTokens.refs, stream],
  });
  if (weightsGiB === null || readySeconds === null) return;
  list.add({
    name: 'start-read-rate',
    label: 'network rate of an instance that loads the weights within a minute',
    unit: 'Gbit/s',
    ...split((side) => (weightsGiB[side] * GIB * 8) / 60 / 1e9),
    formula: 'weights x 8 / 60 s',
    inputs: weightsGiB.refs,
  });
}

function recovery(list: List, spec: SiteSpec): void {
  const { replicas, readySeconds } = spec;
  if (replicas !== null) {
    list.add({
      name: 'zone-loss-replicas',
      label: `replicas over ${ZONES} zones that still carry the peak when one zone is lost`,
      unit: '1',
      ...split((side) => Math.ceil(replicas[side] / (ZONES - 1)) * ZONES),
      formula: `ceil(replicas / ${ZONES - 1}) x ${ZONES}`,
      inputs: replicas.refs,
      sources: [SOURCES.reliabilityPillar],
    });
  }
  if (readySeconds === null) return;
  const [decision = ''] = list.presume(RECOVERY);
  list.add({
    name: 'recovery-time',
    label: 'time until a second site serves where only storage is kept there',
    unit: 'min',
    ...split((side) => RECOVERY[side] + readySeconds[side] / 60),
    formula: 'decision + start of a replica; capacity at the second site is presumed to be had',
    inputs: [decision, ...readySeconds.refs],
    sources: [SOURCES.reliabilityPillar],
  });
}
