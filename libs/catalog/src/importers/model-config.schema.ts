import { z } from 'zod';

const count = z.number().int().positive();
const optional = count.nullish().transform((value) => value ?? undefined);

/** The fields of a `config.json` of Hugging Face transformers that say how a decoder is built; models name them alike. */
export const modelConfigSchema = z.looseObject({
  model_type: z.string().default('unknown'),
  architectures: z.array(z.string()).nullish(),
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: optional,
  head_dim: optional,
  intermediate_size: optional,
  vocab_size: count,
  max_position_embeddings: count,
  sliding_window: optional,
  use_sliding_window: z.boolean().nullish(),
  tie_word_embeddings: z.boolean().nullish(),
  num_local_experts: optional,
  num_experts: optional,
  n_routed_experts: optional,
  num_experts_per_tok: optional,
  moe_intermediate_size: optional,
  n_shared_experts: z.number().int().nonnegative().nullish(),
  shared_expert_intermediate_size: z.number().int().nonnegative().nullish(),
  first_k_dense_replace: z.number().int().nonnegative().nullish(),
  kv_lora_rank: optional,
  q_lora_rank: optional,
  qk_rope_head_dim: optional,
  qk_nope_head_dim: optional,
  v_head_dim: optional,
});

/** A config as far as it was understood. */
export type ModelConfig = z.infer<typeof modelConfigSchema>;
