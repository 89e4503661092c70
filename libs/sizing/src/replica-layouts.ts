import type { Figure } from '@app/kernel';
import { ENGINE_CONCURRENCY, type FactorSide } from './efficiency';
import { requestShape } from './evaluate-degree';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { ReplicaLayout, ReplicaModel } from './replica-model';
import type { ServingSpec } from './serving';
import { replicaOf } from './throughput-curve';

/** A way to lay one replica over chips: tensor, pipeline or expert parallel. */
export interface ReplicaLayoutOption {
  readonly words: string;
  readonly chips: number;
  readonly accelerators: Figure;
  readonly holds: boolean;
  readonly concurrency: Figure;
  /** Missing where memory does not hold the model or one mean sequence. */
  readonly tokensPerSecondPerChip: Figure | null;
  readonly timePerOutputToken: Figure | null;
  /** Idle share of the chips of a pipeline at that batch; null without stages. */
  readonly bubble: Figure | null;
}

type LayoutFigureName =
  'accelerators' | 'concurrency' | 'tokens-per-second-per-chip' | 'time-per-output-token' | 'bubble';

const SIDES: readonly FactorSide[] = ['value', 'worst', 'best'];
const STAGE_WORDS = { 2: 'two', 4: 'four' } as const;
/** Groups of sequences that follow one another through the stages of a pipeline, for each stage. */
const GROUPS_PER_STAGE = 2;

/**
 * One replica on one chip and on groups up to `largest`, over several instances as stages of a pipeline with a network
 * between them, and for mixtures of experts with data-parallel attention and experts spread over the chips. A bubble is
 * (p - 1)/(m + p - 1) for m groups of sequences (GPipe). The throughput of stages carries the share that the fit found.
 */
export function replicaLayouts(spec: ServingSpec, largest: number): readonly ReplicaLayoutOption[] {
  const { model } = spec;
  const groups = [1, 2, 4, 8, 16].filter((n) => n <= largest && model.attentionHeads % n === 0);
  const layouts: Array<{ n: number; layout: ReplicaLayout; name: string; words: string }> = groups.map(
    (n) => ({
      n,
      layout: {},
      name: `tp${n}`,
      words: n === 1 ? 'one accelerator' : 'tensor parallel',
    }),
  );
  const group = groups.at(-1) ?? 1;
  for (const stages of [2, 4] as const) {
    if (model.layers < stages) continue;
    layouts.push({
      n: group,
      layout: { stages, acrossMachines: true },
      name: `tp${group}-pp${stages}`,
      words: `${group === 1 ? '' : 'tensor parallel, '}${STAGE_WORDS[stages]} stages of a pipeline`,
    });
  }
  if (model.experts !== undefined && group > 1) {
    layouts.push({
      n: group,
      layout: { dataParallelAttention: true },
      name: `ep${group}`,
      words: 'data-parallel attention, experts spread over the accelerators',
    });
  }
  return layouts.map((entry) => option(spec, entry));
}

function option(
  spec: ServingSpec,
  { n, layout, name, words }: { n: number; layout: ReplicaLayout; name: string; words: string },
): ReplicaLayoutOption {
  const { workloadId, model, accelerator, precision, kvPrecision } = spec;
  const format = kvPrecision === 'fp8' ? `${precision}-kv8` : precision;
  const base = `sizing.${workloadId}.${model.id}.${accelerator.id}.${format}`;
  const list = new FigureList<LayoutFigureName>(`${base}.layout.${name}`);
  const shape = requestShape(spec);
  const chips = n * (layout.stages ?? 1);
  const replicas = SIDES.flatMap((side) => replicaOf(spec, n, side, layout) ?? []);
  const rooms = replicas.map((replica) => replica.concurrency(replica.meanContext(shape)));
  const room = rooms[0] ?? 0;
  const inputs = [`${base}.weights`, `${base}.kv-per-token`];
  const accelerators = list.add({
    name: 'accelerators',
    label: `accelerators of one replica, ${words}`,
    unit: '1',
    value: chips,
    ends: [],
    formula: 'accelerators of a group x stages',
    inputs: [],
    sources: [SOURCES.megatron],
  });
  const concurrency = list.add({
    name: 'concurrency',
    label: `sequences that memory holds, ${words}`,
    unit: '1',
    value: room,
    ends: rooms,
    formula:
      'floor((n (u C - M_act - reserve) - M_w) / (k_tok S r)), r how often the cache is held: n / KV heads where there are more chips than heads, once with data-parallel attention',
    inputs,
    sources: [SOURCES.pagedAttention, SOURCES.groupedQuery],
  });
  if (room < 1) {
    return {
      words,
      chips,
      accelerators,
      holds: false,
      concurrency,
      tokensPerSecondPerChip: null,
      timePerOutputToken: null,
      bubble: null,
    };
  }
  return {
    words,
    chips,
    accelerators,
    holds: true,
    concurrency,
    ...speeds(list, spec, replicas, { n, layout, words, room }),
    bubble: bubbleOf(list, layout, words),
  };
}

/** Throughput and time per token at the largest batch that memory, the engine and the promise allow. */
function speeds(
  list: FigureList<LayoutFigureName>,
  spec: ServingSpec,
  replicas: readonly ReplicaModel[],
  { n, layout, words, room }: { n: number; layout: ReplicaLayout; words: string; room: number },
): Pick<ReplicaLayoutOption, 'tokensPerSecondPerChip' | 'timePerOutputToken'> {
  const shape = requestShape(spec);
  const chips = n * (layout.stages ?? 1);
  const inputs = [list.id('concurrency')];
  const places = ENGINE_CONCURRENCY.value * (layout.dataParallelAttention ? n : 1);
  const batch = largestWithin(replicas[0], Math.min(room, places), spec);
  const rates = replicas.map(
    (replica) => (replica.requestsPerSecond(batch, shape) * shape.outputTokens) / chips,
  );
  const times = replicas.map((replica) => replica.timePerOutputToken(batch, shape) * 1000);
  const tokensPerSecondPerChip = list.add({
    name: 'tokens-per-second-per-chip',
    label: `output tokens per second of a chip, ${words}`,
    unit: 'tokens/s',
    value: rates[0] ?? 0,
    ends: rates,
    formula:
      'Tout / (t_pre + Tout t_step / B) / chips, B the most that memory, the engine and the promised time per output token allow',
    inputs,
    sources: [SOURCES.scalingBook, SOURCES.megatron],
  });
  const timePerOutputToken = list.add({
    name: 'time-per-output-token',
    label: `time per output token, ${words}`,
    unit: 'ms',
    value: times[0] ?? 0,
    ends: times,
    formula: 't_step + (B / Tout) t_pre',
    inputs,
    sources: [SOURCES.sarathi],
  });
  return { tokensPerSecondPerChip, timePerOutputToken };
}

/** The largest batch up to `limit` that keeps the promised time per output token; 1 where none does. */
function largestWithin(replica: ReplicaModel | undefined, limit: number, spec: ServingSpec): number {
  const promised = spec.slo.timePerOutputTokenMs;
  if (replica === undefined || promised === null) return limit;
  const shape = requestShape(spec);
  let keeps = 1;
  let breaks = limit + 1;
  while (breaks - keeps > 1) {
    const middle = Math.floor((keeps + breaks) / 2);
    if (replica.timePerOutputToken(middle, shape) * 1000 <= promised) keeps = middle;
    else breaks = middle;
  }
  return keeps;
}

function bubbleOf(
  list: FigureList<LayoutFigureName>,
  { stages }: ReplicaLayout,
  words: string,
): Figure | null {
  if (stages === undefined) return null;
  const idle = (groups: number): number => ((stages - 1) / (groups + stages - 1)) * 100;
  return list.add({
    name: 'bubble',
    label: `idle share of the chips, ${words}`,
    unit: '%',
    value: idle(stages * GROUPS_PER_STAGE),
    ends: [idle(stages), idle(stages * 4)],
    formula: '(p - 1) / (m + p - 1), m groups of sequences in flight, 1 to 4 a stage',
    inputs: [list.id('concurrency')],
    sources: [SOURCES.pipeline],
  });
}
