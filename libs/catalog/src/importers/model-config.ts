import type { OwnModel } from '../overrides/model.row';
import { badImport } from './importers.errors';
import type { ImportSource } from './imported-instances';
import { type ModelConfig, modelConfigSchema } from './model-config.schema';
import { parametersOf } from './model-parameters';

/** What a person says of a model besides its config. */
export interface ModelImport {
  /** Id for the catalog: lower-case words joined by hyphens. */
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly license: string;
  /** 10^9, where the config alone does not say it. */
  readonly totalParamsB?: number;
  readonly source: ImportSource;
}

/** Config fields of models whose layers are not those of a plain decoder: what is computed from it would be wrong. */
const OTHER_LAYERS = [
  'ssm_cfg',
  'mamba_d_state',
  'layers_block_type',
  'block_types',
  'cross_attention_layers',
];

/**
 * A model's `config.json` as a row of a `models` file. Parameters are counted from the structure unless they are given.
 * @throws import.bad-format when a field of the structure is missing or the layers are of another kind
 */
export function modelOfConfig(value: unknown, model: ModelImport): OwnModel {
  const config = readConfig(value);
  const { total, active } = parametersOf(config);
  const totalParamsB = model.totalParamsB ?? billions(total);
  const experts = expertsOf(config);
  const { kv_lora_rank: latent, num_attention_heads: heads } = config;
  const kvHeads = latent === undefined ? (config.num_key_value_heads ?? heads) : heads;
  return {
    id: model.id,
    name: model.name,
    family: config.model_type,
    organisation: model.organisation,
    kind: 'chat',
    totalParamsB,
    activeParamsB: experts === undefined ? totalParamsB : billions((active / total) * totalParamsB * 1e9),
    computedParamsB: billions(total),
    layers: config.num_hidden_layers,
    hiddenSize: config.hidden_size,
    attentionHeads: heads,
    kvHeads,
    headDim: headDimOf(config),
    intermediateSize: config.intermediate_size ?? null,
    vocabSize: config.vocab_size,
    contextLength: config.max_position_embeddings,
    attention: latent !== undefined ? 'MLA' : kvHeads === heads ? 'MHA' : kvHeads === 1 ? 'MQA' : 'GQA',
    ...(latent === undefined ? {} : { mlaKvLoraRank: latent, mlaRopeHeadDim: config.qk_rope_head_dim }),
    ...(config.sliding_window === undefined || config.use_sliding_window === false
      ? {}
      : { slidingWindow: config.sliding_window }),
    ...(experts === undefined
      ? {}
      : {
          experts,
          expertsPerToken: config.num_experts_per_tok,
          moeIntermediateSize: config.moe_intermediate_size ?? config.intermediate_size,
        }),
    license: model.license,
    note:
      model.totalParamsB === undefined
        ? 'Parameters are counted from the structure that config.json describes.'
        : 'Parameters as given; structure from config.json.',
    source: model.source.url,
    sourceDate: model.source.date,
    confidence: model.totalParamsB === undefined ? 'medium' : 'high',
  };
}

/** How many experts a layer has; undefined for a dense model. */
export function expertsOf(config: ModelConfig): number | undefined {
  return config.n_routed_experts ?? config.num_local_experts ?? config.num_experts;
}

export function headDimOf(config: ModelConfig): number {
  return config.head_dim ?? Math.round(config.hidden_size / config.num_attention_heads);
}

function readConfig(value: unknown): ModelConfig {
  const raw = value as { text_config?: unknown } | null;
  // Models that also see or hear keep what reads and writes text in a part of its own.
  const inner = typeof raw?.text_config === 'object' && raw.text_config !== null ? raw.text_config : raw;
  const parsed = modelConfigSchema.safeParse(inner);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badImport('the config.json of a decoder', `${issue?.path.join('.') || 'it'}: ${issue?.message}`);
  }
  const other = OTHER_LAYERS.filter((field) => field in parsed.data);
  if (other.length > 0) {
    throw badImport('a plain decoder', `${other.join(', ')} tells of layers of another kind`);
  }
  if (expertsOf(parsed.data) !== undefined && parsed.data.num_experts_per_tok === undefined) {
    throw badImport('the config.json of a decoder', 'it has experts and no num_experts_per_tok');
  }
  return parsed.data;
}

function billions(parameters: number): number {
  return Number((parameters / 1e9).toPrecision(4));
}
