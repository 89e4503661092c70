import type { Figure } from '@app/kernel';
import type { FactorSide } from './efficiency';
import { requestShape } from './evaluate-degree';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { Presumption } from './presumption';
import type { ReplicaModel } from './replica-model';
import { layoutOf } from './replica-shape';
import type { ServingSizing, ServingSpec } from './serving';
import { acceptedTokens, speculativeSpeedup } from './speculative-decoding';
import { replicaOf } from './throughput-curve';

/** What settings of the engine change on the hardware that was chosen. */
export const SETTING_FIGURES = [
  'kv8-concurrency',
  'block-waste',
  'prefix-saving',
  'longest-stall',
  'prefill-share',
  'accepted-tokens',
  'speculative-speedup',
] as const;
export type SettingFigureName = (typeof SETTING_FIGURES)[number];

export interface ServingSettings {
  readonly ids: Readonly<Partial<Record<SettingFigureName, string>>>;
  readonly figures: readonly Figure[];
}

const SIDES: readonly FactorSide[] = ['value', 'worst', 'best'];

const BLOCK: Presumption = {
  id: 'cache-block',
  label: 'tokens of a block of the paged cache',
  unit: 'tokens',
  value: 16,
  low: 16,
  high: 64,
  note: 'block size of vLLM 16; TensorRT-LLM 32 to 64',
  source: SOURCES.pagedAttention,
};
const ACCEPTANCE: Presumption = {
  id: 'draft-acceptance',
  label: 'share of drafted tokens that the model accepts',
  unit: '1',
  value: 0.7,
  low: 0.5,
  high: 0.85,
  note: 'depends on the texts: code and quotations high, free prose low; to be measured',
  source: SOURCES.speculative,
};
const DRAFT_LENGTH: Presumption = {
  id: 'draft-length',
  label: 'tokens drafted for each step',
  unit: 'tokens',
  value: 4,
  low: 4,
  high: 4,
  note: 'usual setting 3 to 5',
  source: SOURCES.speculative,
};
const DRAFT_COST: Presumption = {
  id: 'draft-cost',
  label: 'cost of a drafted token, as a share of a step of the model',
  unit: '1',
  value: 0.05,
  low: 0.02,
  high: 0.1,
  note: 'a draft model of a few per cent of the size, or extra heads of the model itself',
  source: SOURCES.speculative,
};

/**
 * KV cache in 8 bits, paged blocks, prefix caching, chunked prefill and speculative decoding on the group and batch
 * that a sizing chose: each by itself, none is in the sizing unless its spec said so.
 */
export function servingSettings(spec: ServingSpec, sizing: ServingSizing): ServingSettings {
  const { tensorParallel: n, capacity } = sizing;
  if (n === null || capacity === null) return { ids: {}, figures: [] };
  const layout = layoutOf(sizing);
  const replicas = SIDES.flatMap((side) => replicaOf(spec, n, side, layout) ?? []);
  const narrow = SIDES.flatMap((side) => replicaOf({ ...spec, kvPrecision: 'fp8' }, n, side, layout) ?? []);
  if (replicas.length < SIDES.length) return { ids: {}, figures: [] };
  const base = (sizing.ids.batch ?? '').replace(/\.batch$/, '');
  const writer = new SettingsWriter(spec, base, capacity.batch, replicas);
  writer.cache(narrow);
  writer.prompts();
  writer.speculation();
  return { ids: writer.list.ids, figures: writer.list.all() };
}

class SettingsWriter {
  readonly list: FigureList<SettingFigureName>;
  private readonly shape;

  constructor(
    private readonly spec: ServingSpec,
    private readonly base: string,
    private readonly batch: number,
    private readonly replicas: readonly ReplicaModel[],
  ) {
    this.list = new FigureList(`${base}.settings`);
    this.shape = requestShape(spec);
  }

  private at(name: string): string {
    return `${this.base}.${name}`;
  }

  private read(from: (replica: ReplicaModel) => number, replicas = this.replicas) {
    const [value = NaN, ...ends] = replicas.map(from);
    return { value, ends };
  }

  cache(narrow: readonly ReplicaModel[]): void {
    const { list, shape } = this;
    list.add({
      name: 'kv8-concurrency',
      label: 'sequences that memory holds with the cache in 8 bits',
      unit: '1',
      ...this.read((replica) => replica.concurrency(replica.meanContext(shape)), narrow),
      formula: 'floor((n (u C - M_act - reserve) - M_w) / (k_tok S)) with 1 byte an element',
      inputs: [this.at('usable-memory'), this.at('weights'), this.at('kv-per-token')],
      sources: [SOURCES.pagedAttention],
    });
    const [block = ''] = list.presume(BLOCK);
    const context = this.replicas[0]?.meanContext(shape) ?? 1;
    const waste = (tokens: number): number => ((tokens / 2 / context) * 100) / (1 + tokens / 2 / context);
    list.add({
      name: 'block-waste',
      label: 'share of the cache that half-filled last blocks take',
      unit: '%',
      value: waste(BLOCK.value),
      ends: [waste(BLOCK.low), waste(BLOCK.high)],
      formula: '(block / 2) / (S + block / 2), S the mean sequence',
      inputs: [block, this.at('kv-per-sequence')],
      sources: [SOURCES.pagedAttention],
    });
  }

  prompts(): void {
    const { list, shape, spec, batch } = this;
    const { inputTokens, cachedShare } = spec.traffic;
    const long = inputTokens.p95;
    list.add({
      name: 'prefix-saving',
      label: 'share of the work on prompts that the prefix cache saves',
      unit: '%',
      ...this.read((replica) => {
        const whole = replica.prefillSeconds(shape.inputTokens, shape.inputTokensSquared, 0);
        return (1 - replica.meanPrefillSeconds(shape) / whole) * 100;
      }),
      formula: '1 - t_pre(h) / t_pre(0), h the cached share; the cache itself still takes its memory',
      inputs: [this.at('prefill-time'), ...(spec.inputRefs.cachedShare ?? [])],
      sources: [SOURCES.kaplan],
    });
    list.add({
      name: 'longest-stall',
      label: 'pause of running answers while one long prompt is computed in one piece',
      unit: 'ms',
      ...this.read((replica) => replica.prefillSeconds(long, long ** 2, cachedShare) * 1000),
      formula: 't_pre of the 95th percentile of the prompt; chunked prefill spreads it over steps',
      inputs: [this.at('prefill-time')],
      sources: [SOURCES.sarathi],
    });
    list.add({
      name: 'prefill-share',
      label: 'share of the time per output token that prompts of others take with chunked prefill',
      unit: '%',
      ...this.read((replica) => {
        const step = replica.decodeStepSeconds(batch, replica.meanContext(shape));
        return (1 - step / replica.timePerOutputToken(batch, shape)) * 100;
      }),
      formula: '(B / Tout) t_pre / (t_step + (B / Tout) t_pre)',
      inputs: [this.at('decode-step'), this.at('prefill-time'), this.at('batch')],
      sources: [SOURCES.sarathi],
    });
  }

  speculation(): void {
    const { list, shape, batch } = this;
    const presumed = list.presume(ACCEPTANCE, DRAFT_LENGTH, DRAFT_COST);
    const drafted = DRAFT_LENGTH.value;
    list.add({
      name: 'accepted-tokens',
      label: 'tokens gained by a step with drafting',
      unit: 'tokens',
      value: acceptedTokens(ACCEPTANCE.value, drafted),
      ends: [acceptedTokens(ACCEPTANCE.low, drafted), acceptedTokens(ACCEPTANCE.high, drafted)],
      formula: '(1 - a^(g+1)) / (1 - a)',
      inputs: presumed.slice(0, 2),
      sources: [SOURCES.speculative],
    });
    const speedup = (replica: ReplicaModel, acceptance: number, cost: number): number =>
      speculativeSpeedup(replica, batch, replica.meanContext(shape), { acceptance, drafted, cost });
    const [value] = this.replicas;
    if (value === undefined) return;
    list.add({
      name: 'speculative-speedup',
      label: 'speed of decoding with drafting, relative to without, at that batch',
      unit: '1',
      value: speedup(value, ACCEPTANCE.value, DRAFT_COST.value),
      ends: [
        speedup(value, ACCEPTANCE.low, DRAFT_COST.high),
        speedup(value, ACCEPTANCE.high, DRAFT_COST.low),
      ],
      formula: 'accepted tokens / (t_verify(B, g+1) / t_step(B) + g c)',
      inputs: [list.id('accepted-tokens'), ...presumed, this.at('decode-step'), this.at('batch')],
      sources: [SOURCES.speculative],
    });
  }
}
