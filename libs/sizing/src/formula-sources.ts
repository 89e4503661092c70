import type { Source } from '@app/kernel';

/**
 * The works that the formulas and their starting values come from. `high`: read for this product; `medium`: a
 * standard reference, cited.
 */
export const FORMULA_SOURCES = {
  mlEngineering: {
    title: 'Machine Learning Engineering (stas00), training, inference and accelerator chapters',
    url: 'https://github.com/stas00/ml-engineering',
    asOf: '2026-08-22',
    confidence: 'high',
  },
  aiconfigurator: {
    title: 'NVIDIA aiconfigurator system models',
    url: 'https://github.com/ai-dynamo/aiconfigurator',
    asOf: '2026-08-21',
    confidence: 'high',
  },
  fitted: {
    title: 'Published measurements of the catalog, most of them the TensorRT-LLM performance overview',
    url: 'https://github.com/NVIDIA/TensorRT-LLM/blob/00f37686aa854010d68bcbd0f4ab000221541ca6/docs/source/performance/perf-overview.md',
    asOf: '2025-09',
    confidence: 'high',
  },
  scalingBook: {
    title: 'How to Scale Your Model, inference chapter',
    url: 'https://jax-ml.github.io/scaling-book/inference/',
    asOf: '2026-08-21',
    confidence: 'high',
  },
  mxFormats: {
    title: 'OCP Microscaling formats (MX) specification 1.0',
    url: 'https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf',
    asOf: '2023-09',
    confidence: 'medium',
  },
  groupedQuery: {
    title: 'Ainslie et al. 2023, grouped-query attention',
    url: 'https://arxiv.org/abs/2305.13245',
    asOf: '2023-05',
    confidence: 'medium',
  },
  latentAttention: {
    title: 'DeepSeek-V2, multi-head latent attention',
    url: 'https://arxiv.org/abs/2405.04434',
    asOf: '2024-05',
    confidence: 'medium',
  },
  pagedAttention: {
    title: 'Kwon et al. 2023, PagedAttention',
    url: 'https://arxiv.org/abs/2309.06180',
    asOf: '2023-09',
    confidence: 'medium',
  },
  neuron: {
    title: 'AWS Neuron inference benchmarks (Transformers NeuronX 2.18)',
    url: 'https://github.com/aws-neuron/aws-neuron-sdk/blob/master/about-neuron/benchmarks/inf2/throughput_data_decoder.csv',
    asOf: '2026-02-26',
    confidence: 'medium',
  },
  vllm: {
    title: 'vLLM engine arguments and their defaults',
    url: 'https://docs.vllm.ai/en/latest/models/engine_args.html',
    asOf: '2026-08',
    confidence: 'medium',
  },
  kaplan: {
    title: 'Kaplan et al. 2020, scaling laws for neural language models',
    url: 'https://arxiv.org/abs/2001.08361',
    asOf: '2020-01',
    confidence: 'medium',
  },
  megatron: {
    title: 'Narayanan et al. 2021, Megatron-LM at scale',
    url: 'https://arxiv.org/abs/2104.04473',
    asOf: '2021-04',
    confidence: 'medium',
  },
  sarathi: {
    title: 'Agrawal et al. 2024, chunked prefill (Sarathi-Serve)',
    url: 'https://arxiv.org/abs/2403.02310',
    asOf: '2024-03',
    confidence: 'medium',
  },
  kleinrock: {
    title: 'Kleinrock 1975, Queueing Systems, volume 1',
    url: 'https://openlibrary.org/works/OL3294438W/Queueing_systems',
    asOf: '1975',
    confidence: 'medium',
  },
  factoryPhysics: {
    title: 'Hopp and Spearman, Factory Physics (Kingman, Allen-Cunneen, Sakasegawa)',
    url: 'https://openlibrary.org/works/OL3489021W/Factory_physics',
    asOf: '2011',
    confidence: 'medium',
  },
  little: {
    title: 'Little 1961, a proof of L = lambda W',
    url: 'https://doi.org/10.1287/opre.9.3.383',
    asOf: '1961',
    confidence: 'medium',
  },
  trainingTables: {
    title: 'MosaicML LLM Foundry training throughput tables',
    url: 'https://github.com/mosaicml/llm-foundry/blob/main/scripts/train/benchmarking/README.md',
    asOf: '2024-04-22',
    confidence: 'high',
  },
  zero: {
    title: 'Rajbhandari et al. 2019, ZeRO',
    url: 'https://arxiv.org/abs/1910.02054',
    asOf: '2019-10',
    confidence: 'medium',
  },
  activations: {
    title: 'Korthikanti et al. 2022, activation recomputation',
    url: 'https://arxiv.org/abs/2205.05198',
    asOf: '2022-05',
    confidence: 'medium',
  },
  lora: {
    title: 'Hu et al. 2021, LoRA',
    url: 'https://arxiv.org/abs/2106.09685',
    asOf: '2021-06',
    confidence: 'medium',
  },
  qlora: {
    title: 'Dettmers et al. 2023, QLoRA',
    url: 'https://arxiv.org/abs/2305.14314',
    asOf: '2023-05',
    confidence: 'medium',
  },
  hnsw: {
    title: 'Malkov and Yashunin 2016, HNSW',
    url: 'https://arxiv.org/abs/1603.09320',
    asOf: '2016-03',
    confidence: 'medium',
  },
  faiss: {
    title: 'FAISS guidelines to choose an index',
    url: 'https://github.com/facebookresearch/faiss/wiki/Guidelines-to-choose-an-index',
    asOf: '2026-08',
    confidence: 'medium',
  },
  speculative: {
    title: 'Leviathan et al. 2022, fast inference by speculative decoding',
    url: 'https://arxiv.org/abs/2211.17192',
    asOf: '2022-11',
    confidence: 'medium',
  },
  machineNetwork: {
    title: 'Bekman, ML engineering: inter-node and intra-node networking hardware',
    url: 'https://github.com/stas00/ml-engineering/blob/master/network/README.md',
    asOf: '2026-08-22',
    confidence: 'medium',
  },
  pipeline: {
    title: 'Huang et al. 2018, GPipe',
    url: 'https://arxiv.org/abs/1811.06965',
    asOf: '2018-11',
    confidence: 'medium',
  },
  daly: {
    title: 'Daly 2006, a higher order estimate of the optimum checkpoint interval',
    url: 'https://doi.org/10.1016/j.future.2004.11.016',
    asOf: '2006',
    confidence: 'medium',
  },
  llamaHerd: {
    title: 'The Llama 3 herd of models, interruptions of a run on 16,384 accelerators',
    url: 'https://arxiv.org/abs/2407.21783',
    asOf: '2024-07',
    confidence: 'medium',
  },
  spotAdvisor: {
    title:
      'Interruption bands of the AWS spot instance advisor, by instance type and region (copy in spotinfo)',
    url: 'https://github.com/alexei-led/spotinfo/blob/4105b47abb3be1fb33414a65173f2820025a8cfb/internal/spot/data/spot-advisor-data.json',
    asOf: '2026-08',
    confidence: 'medium',
  },
  autoscaling: {
    title: 'Kubernetes horizontal pod autoscaling',
    url: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
    asOf: '2026-08',
    confidence: 'medium',
  },
  productQuantisation: {
    title: 'Jégou et al. 2011, product quantization for nearest neighbor search',
    url: 'https://doi.org/10.1109/TPAMI.2010.57',
    asOf: '2011',
    confidence: 'medium',
  },
  reliabilityPillar: {
    title: 'AWS Well-Architected reliability pillar, availability',
    url: 'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/availability.html',
    asOf: '2026-08',
    confidence: 'medium',
  },
} as const satisfies Record<string, Source>;
