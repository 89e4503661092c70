import type { Confidence, Source } from '@app/kernel';

/**
 * How a source was read. `opened`: the page or file itself, for an entry or for the formulas and facts of this product
 * that it is taken from. `quoted`: a standard reference, taken as the formula collection of this product cites it; the
 * source itself was not opened.
 */
export type Reading = 'opened' | 'quoted';

export interface KnowledgeSource extends Source {
  readonly reading: Reading;
}

function source(title: string, url: string, asOf: string, confidence: Confidence = 'high'): KnowledgeSource {
  return { title, url, asOf, confidence, reading: 'opened' };
}

const quoted = (...given: Parameters<typeof source>): KnowledgeSource => ({
  ...source(...given),
  reading: 'quoted',
});

const arxiv = (title: string, id: string, asOf: string): KnowledgeSource =>
  quoted(title, `https://arxiv.org/abs/${id}`, asOf);

/** What the knowledge base rests on: titles as published, dates of publication or of the reading. */
export const SOURCES = {
  engineering: source(
    'stas00, Machine Learning Engineering',
    'https://github.com/stas00/ml-engineering',
    '2026-11',
  ),
  scalingBook: source(
    'How to Scale Your Model: inference',
    'https://jax-ml.github.io/scaling-book/inference/',
    '2026-11',
  ),
  configurator: source(
    'NVIDIA aiconfigurator, system files',
    'https://github.com/ai-dynamo/aiconfigurator',
    '2026-11',
  ),
  footprint: source(
    'Cloud Carbon Footprint methodology',
    'https://www.cloudcarbonfootprint.org/docs/methodology',
    '2026-11',
  ),
  llamaCard: source('llama-models, model card', 'https://github.com/meta-llama/llama-models', '2023-07'),
  trtOverview: source(
    'TensorRT-LLM performance overview',
    'https://github.com/NVIDIA/TensorRT-LLM/blob/00f37686aa854010d68bcbd0f4ab000221541ca6/docs/source/performance/perf-overview.md',
    '2025-09',
  ),
  mlperf: source(
    'MLPerf inference results of NVIDIA',
    'https://github.com/mlcommons/inference_results_v4.1/blob/main/closed/NVIDIA/results/DGX-H100_H100-SXM-80GBx8_TRT/llama2-70b-99.9/Offline',
    '2024-08',
  ),
  mosaic: source(
    'MosaicML LLM Foundry, training benchmarks',
    'https://github.com/mosaicml/llm-foundry/blob/main/scripts/train/benchmarking/README.md',
    '2024-04-22',
  ),
  gemmaConfig: source(
    'LitGPT, configurations of models (Gemma)',
    'https://github.com/Lightning-AI/litgpt/blob/main/litgpt/config.py',
    '2026-03-25',
  ),
  vllm: source(
    'vLLM, Optimization and Tuning',
    'https://github.com/vllm-project/vllm/blob/00620f91ea186ca295a1eb69f4acba9d0efaaaaa/docs/configuration/optimization.md',
    '2026-11',
  ),
  hpa: source(
    'Kubernetes: HorizontalPodAutoscaler configurable tolerance',
    'https://kubernetes.io/zh-cn/blog/2025/04/28/kubernetes-v1-33-hpa-configurable-tolerance',
    '2025-04-28',
  ),
  awsSpot: source(
    'Amazon EC2, Spot Instance interruption notices',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html',
    '2026-11',
  ),
  gcpSpot: source(
    'Google Compute Engine, create and use Spot VMs',
    'https://docs.cloud.google.com/compute/docs/instances/create-use-spot',
    '2026-11',
  ),
  gkeSpot: source(
    'Google Kubernetes Engine, Spot VMs',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/spot-vms',
    '2026-11',
  ),
  openaiCaching: source(
    'OpenAI cookbook, Prompt Caching',
    'https://github.com/openai/openai-cookbook/blob/main/examples/Prompt_Caching_201.ipynb',
    '2026-11',
    'medium',
  ),
  mistralCaching: source(
    'Mistral AI, prompt caching',
    'https://docs.mistral.ai/studio-api/conversations/advanced/prompt-caching',
    '2026-11',
  ),
  openaiBatch: source(
    'OpenAI, Batch API FAQ',
    'https://help.openai.com/en/articles/9197833-batch-api-faq',
    '2026-11',
  ),
  kserve: source(
    'KServe, canary rollout strategy',
    'https://kserve.github.io/website/docs/model-serving/predictive-inference/rollout-strategies/canary',
    '2026-11',
  ),
  pgvector: source(
    'pgvector, README of an early version',
    'https://github.com/pgvector/pgvector/blob/00148dfa1fdd866cefe449b199c47d43f9bb5639/README.md',
    '2023-03',
    'medium',
  ),
  agenticSecurity: source(
    'AWS Prescriptive Guidance, mapping to the OWASP list of risks for LLM applications',
    'https://docs.aws.amazon.com/prescriptive-guidance/latest/agentic-ai-security/owasp-top-ten.md',
    '2026-11',
  ),
  kaplan: arxiv('Kaplan et al., Scaling Laws for Neural Language Models', '2001.08361', '2020-01'),
  chinchilla: arxiv(
    'Hoffmann et al., Training Compute-Optimal Large Language Models',
    '2203.15556',
    '2022-03',
  ),
  gqa: arxiv('Ainslie et al., GQA', '2305.13245', '2023-05'),
  deepseek: arxiv('DeepSeek-V2', '2405.04434', '2024-05'),
  paged: arxiv('Kwon et al., PagedAttention', '2309.06180', '2023-09'),
  sarathi: arxiv('Agrawal et al., Sarathi-Serve', '2403.02310', '2024-03'),
  speculative: arxiv('Leviathan et al., Speculative Decoding', '2211.17192', '2022-11'),
  megatron: arxiv('Shoeybi et al., Megatron-LM', '1909.08053', '2019-09'),
  gpipe: arxiv('Huang et al., GPipe', '1811.06965', '2018-11'),
  zero: arxiv('Rajbhandari et al., ZeRO', '1910.02054', '2019-10'),
  recompute: arxiv('Korthikanti et al., Reducing Activation Recomputation', '2205.05198', '2022-05'),
  lora: arxiv('Hu et al., LoRA', '2106.09685', '2021-06'),
  qlora: arxiv('Dettmers et al., QLoRA', '2305.14314', '2023-05'),
  hnsw: arxiv('Malkov and Yashunin, HNSW', '1603.09320', '2016-03'),
  faiss: quoted(
    'FAISS, guidelines to choose an index',
    'https://github.com/facebookresearch/faiss/wiki/Guidelines-to-choose-an-index',
    '2026-11',
  ),
  mxFormats: quoted(
    'OCP Microscaling Formats specification',
    'https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf',
    '2023-09',
  ),
  daly: quoted(
    'Daly, optimum checkpoint interval',
    'https://doi.org/10.1016/j.future.2004.11.016',
    '2006-02',
  ),
  little: quoted(
    'Little, A Proof for the Queuing Formula',
    'https://doi.org/10.1287/opre.9.3.383',
    '1961-06',
  ),
  kingman: quoted(
    'Kingman, The single server queue in heavy traffic',
    'https://doi.org/10.1017/S0305004100036094',
    '1961-10',
  ),
  sre: quoted(
    'Google SRE book, availability table',
    'https://sre.google/sre-book/availability-table/',
    '2016-04',
  ),
  awsReliability: quoted(
    'AWS Well-Architected, reliability: availability',
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/availability.html',
    '2026-11',
  ),
  gdpr: quoted(
    'General Data Protection Regulation',
    'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
    '2016-04-27',
  ),
  aiAct: quoted(
    'Artificial Intelligence Act',
    'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    '2026-06-29',
    'medium',
  ),
  dora: quoted(
    'Digital Operational Resilience Act',
    'https://eur-lex.europa.eu/eli/reg/2022/2554/oj',
    '2022-12-14',
  ),
  hipaa: quoted(
    'HIPAA Security Rule, Code of Federal Regulations',
    'https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C',
    '2026-11',
  ),
} as const;
