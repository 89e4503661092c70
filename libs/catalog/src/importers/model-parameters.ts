import type { ModelConfig } from './model-config.schema';

/**
 * Parameters of a decoder with gated feed-forward layers, counted weight by weight: embeddings (once more for the
 * output where they are not tied), attention, feed-forward or experts with their router, norms. Attention with latents
 * as in DeepSeek-V2 (arXiv 2405.04434, section 2.1). Biases are left out: less than a thousandth.
 */
export function parametersOf(config: ModelConfig): { readonly total: number; readonly active: number } {
  const { hidden_size: hidden, vocab_size: vocab, num_hidden_layers: layers } = config;
  const embeddings = vocab * hidden * (config.tie_word_embeddings === true ? 1 : 2);
  const attention = config.kv_lora_rank === undefined ? plainAttention(config) : latentAttention(config);
  const everyLayer = attention + 2 * hidden;
  const dense = 3 * hidden * (config.intermediate_size ?? 0);
  const experts = config.n_routed_experts ?? config.num_local_experts ?? config.num_experts;
  if (experts === undefined) {
    const total = embeddings + layers * (everyLayer + dense) + hidden;
    return { total, active: total };
  }
  const width = config.moe_intermediate_size ?? config.intermediate_size ?? 0;
  const expert = 3 * hidden * width;
  const shared =
    config.shared_expert_intermediate_size != null
      ? 3 * hidden * config.shared_expert_intermediate_size
      : (config.n_shared_experts ?? 0) * expert;
  const denseLayers = config.first_k_dense_replace ?? 0;
  const around = embeddings + hidden + layers * everyLayer + denseLayers * dense;
  const ofExperts = (used: number): number =>
    (layers - denseLayers) * (used * expert + shared + experts * hidden);
  return {
    total: around + ofExperts(experts),
    active: around + ofExperts(config.num_experts_per_tok ?? experts),
  };
}

function plainAttention(config: ModelConfig): number {
  const { hidden_size: hidden, num_attention_heads: heads } = config;
  const width = config.head_dim ?? Math.round(hidden / heads);
  const kvHeads = config.num_key_value_heads ?? heads;
  return 2 * hidden * heads * width + 2 * hidden * kvHeads * width;
}

function latentAttention(config: ModelConfig): number {
  const { hidden_size: hidden, num_attention_heads: heads, kv_lora_rank: latent = 0 } = config;
  const rope = config.qk_rope_head_dim ?? 0;
  const plain = config.qk_nope_head_dim ?? 0;
  const value = config.v_head_dim ?? plain;
  const query =
    config.q_lora_rank === undefined
      ? hidden * heads * (plain + rope)
      : hidden * config.q_lora_rank + config.q_lora_rank * heads * (plain + rope);
  return query + hidden * (latent + rope) + latent * heads * (plain + value) + heads * value * hidden;
}
