import type { ModelRow } from '@app/catalog';
import type { KvPrecision } from './serving';

export const KV_BYTES: Readonly<Record<KvPrecision, number>> = { fp16: 2, fp8: 1 };

/** What one sequence keeps per token: everywhere, and in layers that only look back over a window. */
export interface KvProfile {
  /** Bytes per token in layers that see the whole context. */
  readonly globalBytes: number;
  /** Bytes per token in layers that see the last `window` tokens. */
  readonly localBytes: number;
  readonly window: number;
  readonly formula: string;
}

/**
 * Share of the layers that keep a sliding window only, by model family, as the catalog's `kvNote` of these rows says.
 * A row with a window but no stated pattern counts all its layers as global: more memory than it needs, never less.
 */
const LOCAL_LAYERS: Readonly<Record<string, (layers: number) => number>> = {
  'Gemma 2': (layers) => Math.floor(layers / 2),
  'Gemma 3': (layers) => layers - Math.floor(layers / 6),
  'gpt-oss': (layers) => Math.floor(layers / 2),
};

/**
 * KV cache by architecture. MHA/GQA/MQA: 2 L Kh d bk (formula of Pope et al. 2022). MLA: L (kv_lora_rank +
 * rope_head_dim) bk. Sliding windows: 2 Kh d bk (L_global S + L_local min(S, window)). Hybrid linear-attention models
 * count the full-attention layers only; the catalog's bytes per token already do.
 */
export function kvProfile(model: ModelRow, precision: KvPrecision): KvProfile {
  const bytes = KV_BYTES[precision];
  if (model.mlaKvLoraRank !== undefined && model.mlaRopeHeadDim !== undefined) {
    return {
      globalBytes: model.layers * (model.mlaKvLoraRank + model.mlaRopeHeadDim) * bytes,
      localBytes: 0,
      window: 0,
      formula: 'layers x (kv_lora_rank + rope_head_dim) x bytes per element',
    };
  }
  const perToken = (model.kvBytesPerTokenFp16 * bytes) / KV_BYTES.fp16;
  const localLayers =
    model.slidingWindow === undefined ? 0 : (LOCAL_LAYERS[model.family]?.(model.layers) ?? 0);
  const localBytes = (perToken * localLayers) / model.layers;
  return {
    globalBytes: perToken - localBytes,
    localBytes,
    window: localLayers === 0 ? 0 : (model.slidingWindow ?? 0),
    formula:
      localLayers === 0
        ? '2 x full-attention layers x KV heads x head dimension x bytes per element'
        : '2 x KV heads x head dimension x bytes x (global layers x S + local layers x min(S, window))',
  };
}

/** Bytes that a sequence of `tokens` keeps. */
export function kvBytes(profile: KvProfile, tokens: number): number {
  return profile.globalBytes * tokens + profile.localBytes * Math.min(tokens, profile.window);
}

/**
 * How often the cache is held in a group of `n` chips: KV heads are split over the chips, and repeated once there are
 * more chips than heads; the latent of MLA cannot be split and lies on each.
 */
export function kvCopies(model: ModelRow, n: number): number {
  if (model.mlaKvLoraRank !== undefined) return n;
  return Math.max(1, n / model.kvHeads);
}
