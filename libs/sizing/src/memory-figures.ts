import type { DegreeResult } from './evaluate-degree';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { kvProfile } from './kv-cache';
import type { Definition, ServingContext } from './serving-context';

const GIB = 2 ** 30;

/** What the model takes: weights, cache per token and per sequence. */
export function modelMemory({ spec, basis, id, refs }: ServingContext): Array<Definition<DegreeResult>> {
  const kv = kvProfile(spec.model, spec.kvPrecision ?? 'fp16');
  return [
    {
      name: 'weights',
      label: `weights of ${spec.model.name} in ${spec.precision}`,
      unit: 'GiB',
      pick: (part) => part.weights / GIB,
      formula: 'P x bytes per weight (a mixture of experts holds all experts)',
      inputs: [basis.parameters.id, basis.bytesPerWeight.id, ...refs('model', 'precision')],
      sources: [SOURCES.mlEngineering, SOURCES.mxFormats],
    },
    {
      name: 'kv-per-token',
      label: `key-value cache per token of ${spec.model.name}`,
      unit: 'B',
      pick: () => kv.globalBytes + kv.localBytes,
      formula: kv.formula,
      inputs: [basis.layers.id, ...refs('model', 'kvPrecision')],
      sources: [SOURCES.mlEngineering, SOURCES.groupedQuery, SOURCES.latentAttention, spec.model.source],
    },
    {
      name: 'kv-per-sequence',
      label: 'key-value cache of a sequence of mean length, over the group',
      unit: 'GiB',
      pick: (part) => part.perSequence / GIB,
      formula: 'k_tok x (Tin + Tout/2), held once per chip that cannot split it; means of the log-normals',
      inputs: [id('kv-per-token'), ...refs('inputTokens', 'outputTokens')],
      sources: [SOURCES.pagedAttention],
    },
  ];
}

/** What the chips offer: working memory, usable memory, and the sequences that this holds. */
export function groupMemory({ basis, id, refs }: ServingContext): Array<Definition<DegreeResult>> {
  return [
    {
      name: 'working-memory',
      label: 'working memory of a chip while computing',
      unit: 'GiB',
      pick: (part) => part.workingPerChip / GIB,
      formula: 'tokens x (5 H + (2 I + V) / n) x 2 B',
      inputs: [basis.workingTokens.id, ...refs('model')],
      sources: [SOURCES.mlEngineering],
    },
    {
      name: 'usable-memory',
      label: 'memory of the group for weights and cache',
      unit: 'GiB',
      pick: (part) => (part.cache + part.weights) / GIB,
      formula: 'n (u C - M_act - reserve), C counted in units of 10^9 bytes',
      inputs: [basis.memory.id, basis.memoryShare.id, basis.reserve.id, id('working-memory')],
      sources: [SOURCES.vllm, SOURCES.aiconfigurator],
    },
    {
      name: 'concurrency-by-memory',
      label: 'sequences that the memory of a replica holds',
      unit: '1',
      pick: (part) => part.concurrency,
      formula: 'floor((n (u C - M_act - reserve) - M_w) / (k_tok S)), S = Tin + Tout/2',
      inputs: [id('usable-memory'), id('weights'), id('kv-per-sequence')],
      sources: [SOURCES.pagedAttention],
    },
  ];
}
