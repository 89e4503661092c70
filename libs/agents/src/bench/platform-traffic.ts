import { figure, type Figure, unknownFigure } from '@app/kernel';
import { given, type Given, givenBy, STREAMED_TOKEN_BYTES, TOKEN_TEXT_BYTES } from '@app/sizing';
import { sizingFigure } from './host-sizing';
import { type PlanningDefault, standsIn, taken, type TakenNumber } from './planning-assumption';
import type { Offer } from './price-workload';
import { siteFigure } from './size-depth';
import { meanTokens } from './serving-need';
import type { WorkloadBench } from './workload-bench';
import type { Workbench } from '../workbench';

/** A workload on rented hardware, with its cheapest offer. */
export interface RentedWorkload {
  readonly workload: WorkloadBench;
  readonly offer: Offer;
}

type End = 'value' | 'low' | 'high';

const DAYS_PER_MONTH = 365 / 12;
/** A number of an index is kept in single precision. */
const VECTOR_ELEMENT_BYTES = 4;

/**
 * GB that a month sends out of the rented platform: the streamed answers of served workloads as their network is sized,
 * and once what passes and trainings produce; nothing of the latter at the low end, where it is read beside the platform.
 */
export function egressOf(bench: Workbench, rented: readonly RentedWorkload[]): Figure {
  return sumOf(bench, rented, {
    name: 'egress',
    label: 'GB sent out of the platform a month: streamed answers, results of passes and trainings',
    formula:
      'streamed answers of served workloads + results of passes and trainings, each fetched once; none of these results at the low end, where they are read beside the platform',
    of: (one) => {
      const { kind } = one.offer.sizing;
      return kind === 'serving' ? answersOf(one) : resultsOf(bench, one, kind);
    },
  });
}

/** GB that a month logs: a request of a served workload, an item of a pass, a sequence of a training. */
export function logsOf(bench: Workbench, rented: readonly RentedWorkload[]): Figure {
  return sumOf(bench, rented, {
    name: 'logs',
    label: 'GB of logs a month',
    formula:
      'requests a month x bytes of each + items of passes and sequences of trainings a month x bytes of each, / 10^9',
    of: (one) => {
      const work = workOf(one);
      const draft = work?.is === 'request' ? LOG_BYTES : ITEM_LOG_BYTES;
      const each = work && givenBy(taken(bench, draft, undefined).figure);
      return work && each && product(1e-9, work.count, each);
    },
  });
}

/** What the traffic rests on where nobody stated it, and the questions that would settle it. */
export function egressTaken(bench: Workbench, rented: readonly RentedWorkload[]): TakenNumber[] {
  const kinds = new Set(rented.map(({ offer }) => offer.sizing.kind));
  return askedOnce([
    ...(kinds.has('serving') ? [standsIn(bench.figures.add(STREAMED_TOKEN_BYTES), EGRESS)] : []),
    ...(kinds.has('batch') ? [standsIn(bench.figures.add(TOKEN_TEXT_BYTES), EGRESS)] : []),
  ]);
}

/** The same of logs. */
export function logsTaken(bench: Workbench, rented: readonly RentedWorkload[]): TakenNumber[] {
  const counted = new Set(rented.map((one) => workOf(one)?.is));
  const drafts = { request: LOG_BYTES, item: ITEM_LOG_BYTES };
  const used = (['request', 'item'] as const).filter((is) => counted.has(is));
  return askedOnce(used.map((is) => taken(bench, drafts[is], undefined)));
}

function askedOnce(numbers: readonly TakenNumber[]): TakenNumber[] {
  return numbers.map((entry, at) => (at === 0 ? entry : { ...entry, question: null }));
}

interface SumDraft {
  readonly name: 'egress' | 'logs';
  readonly label: string;
  readonly formula: string;
  readonly of: (one: RentedWorkload) => Given | null;
}

/** The parts that are known added up; what is not known is named, and all of it unknown where nothing is known. */
function sumOf(bench: Workbench, rented: readonly RentedWorkload[], draft: SumDraft): Figure {
  const parts = rented.map((one) => ({ name: one.workload.workload.name, part: draft.of(one) }));
  const known = parts.flatMap(({ part }) => part ?? []);
  const without = parts.filter(({ part }) => part === null).map(({ name }) => name);
  const base = {
    id: `demand.plan.${draft.name}`,
    label: draft.label,
    unit: 'GB',
    method: 'computed' as const,
    formula: without.length === 0 ? draft.formula : `${draft.formula}; without ${without.join(', ')}`,
    inputs: [...new Set(known.flatMap(({ refs }) => refs))],
  };
  if (known.length === 0) {
    const reason = `the traffic of ${without.join(', ')} is not known`;
    return bench.figures.add(unknownFigure({ ...base, reason }));
  }
  const sum = (end: End): number => known.reduce((all, part) => all + part[end], 0);
  return bench.figures.add(figure({ ...base, value: sum('value'), low: sum('low'), high: sum('high') }));
}

function answersOf({ workload, offer }: RentedWorkload): Given | null {
  return givenBy(siteFigure(workload, offer.sizing, 'outgoing-month') ?? undefined);
}

/** GB that passes and trainings of a month produce; null where that is not known. */
function resultsOf(bench: Workbench, one: RentedWorkload, kind: ResultKind): Given | null {
  const { workload } = one;
  const work = workOf(one);
  const each = bytesOfResult(bench, one);
  if (work === null || each === null) return null;
  const runs = kind === 'training' ? runsOf(one) : work.count;
  const made = product(1e-9, runs, each);
  const results = bench.figures.add(
    figure({
      id: `demand.${workload.id}.results`,
      label: `GB that ${workload.workload.name} produces a month`,
      value: made.value,
      low: made.low,
      high: made.high,
      unit: 'GB',
      method: 'computed',
      formula: RESULT_FORMULAS[kind],
      inputs: made.refs,
    }),
  );
  return { value: made.value, low: 0, high: made.high, refs: [results.id] };
}

type ResultKind = Exclude<Offer['sizing']['kind'], 'serving'>;

const RESULT_FORMULAS: Readonly<Record<ResultKind, string>> = {
  batch: 'items a month x mean output tokens x bytes of text of a token / 10^9',
  embedding: `texts a month x dimensions x ${VECTOR_ELEMENT_BYTES} bytes / 10^9`,
  training: 'runs a month x checkpoint without the state of the optimizer',
};

function bytesOfResult(bench: Workbench, { workload, offer }: RentedWorkload): Given | null {
  const { values } = workload.workload;
  if (offer.sizing.kind === 'training') {
    const checkpoint = sizingFigure(offer.sizing, 'checkpoint');
    return checkpoint?.low == null ? null : given(checkpoint.low * 1e9, [checkpoint.id]);
  }
  if (offer.sizing.kind === 'embedding') {
    const dimensions = givenBy(values.dimensions);
    return dimensions && product(VECTOR_ELEMENT_BYTES, dimensions);
  }
  const tokens = meanTokens(workload.workload, 'output');
  const bytes = givenBy(bench.figures.add(TOKEN_TEXT_BYTES));
  return tokens && bytes && product(1, tokens, bytes);
}

/** What a month works through, one by one. */
function workOf(one: RentedWorkload): { readonly is: 'request' | 'item'; readonly count: Given } | null {
  const { workload, offer } = one;
  const { values } = workload.workload;
  if (offer.sizing.kind === 'training') {
    const [tokens, length] = [givenBy(values.trainingTokens), givenBy(values.sequenceLength)];
    if (tokens === null || length === null) return null;
    const epochs = givenBy(values.epochs) ?? given(1, []);
    const sequences = product(1 / length.value, tokens, epochs, runsOf(one));
    return { is: 'item', count: { ...sequences, refs: [...sequences.refs, ...length.refs] } };
  }
  const items = givenBy(values.batchItems);
  if (workload.workload.mode === 'batch' && items !== null)
    return { is: 'item', count: product(1, items, runsOf(one)) };
  const perDay = givenBy(values.requestsPerDay);
  return perDay && { is: 'request', count: product(DAYS_PER_MONTH, perDay) };
}

function runsOf({ workload, offer }: RentedWorkload): Given {
  const { passesPerMonth, runsPerMonth } = workload.workload.values;
  return givenBy(offer.sizing.kind === 'training' ? runsPerMonth : passesPerMonth) ?? given(1, []);
}

function product(factor: number, ...parts: readonly Given[]): Given {
  const of = (end: End): number => parts.reduce((all, part) => all * part[end], factor);
  return { value: of('value'), low: of('low'), high: of('high'), refs: parts.flatMap(({ refs }) => refs) };
}

const EGRESS = {
  path: ['planning', 'egressGbPerMonth'],
  name: 'egress',
  question: 'How many GB are sent to the internet a month?',
};
const LOG_BYTES: PlanningDefault = {
  path: ['planning', 'logGbPerMonth'],
  name: 'log-bytes',
  label: 'Bytes logged for a request',
  unit: 'B',
  value: 5_000,
  low: 1_000,
  high: 40_000,
  why: 'access and application logs without prompts, up to traces with prompts',
  question: 'How many GB of logs are written a month?',
};
const ITEM_LOG_BYTES: PlanningDefault = {
  ...LOG_BYTES,
  name: 'item-log-bytes',
  label: 'Bytes logged for an item of a pass or a sequence of a training',
  value: 200,
  low: 20,
  high: 1_000,
  why: 'one line for each, with its id, tokens and outcome; one for ten of them at the low end, a few with timings at the high end',
};
