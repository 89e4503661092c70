import type { KnowledgeEntry } from './knowledge-entry';
import { SOURCES } from './knowledge-sources';

const ONLINE = ['llm-serving', 'rag', 'agentic'] as const;

/** How fast answers come, and over how many accelerators. */
export const SERVING_KNOWLEDGE: readonly KnowledgeEntry[] = [
  {
    id: 'prefill-compute-bound',
    topic: 'Latency and throughput',
    claim:
      'A forward pass takes about {flop} per active parameter and token, so reading a prompt is bound by arithmetic.',
    consequence:
      'Long prompts are paid in time to the first token: shorten or cache them before adding hardware.',
    quantities: [
      {
        name: 'flop',
        label: 'Floating-point operations of a forward pass per parameter and token',
        value: 2,
        unit: 'FLOP',
      },
    ],
    sources: [SOURCES.kaplan],
    when: { kinds: [...ONLINE], promptTokensAtLeast: 1000 },
  },
  {
    id: 'decode-memory-bound',
    topic: 'Latency and throughput',
    claim:
      'Writing an answer reads all active weights for each step; on an H100 it stays bound by memory up to about {batch} at a time.',
    consequence:
      'Requests share those reads: a half-empty fleet pays nearly as much for few answers as for many.',
    quantities: [
      {
        name: 'batch',
        label: 'Sequences at which decoding in bf16 on an H100 becomes bound by arithmetic',
        value: 300,
        unit: '1',
      },
    ],
    sources: [SOURCES.scalingBook],
    when: { kinds: [...ONLINE, 'batch-inference'], hosting: 'self-host', embedding: false },
  },
  {
    id: 'chunked-prefill',
    topic: 'Latency and throughput',
    claim:
      'Chunked prefill cuts long prompts into pieces that run beside decoding; vLLM enables it by default.',
    consequence:
      'It keeps running answers smooth while long prompts arrive. A budget of about {small} a step favours smoothness; more favours the first token.',
    quantities: [
      {
        name: 'small',
        label: 'Tokens a step that vLLM names for better inter-token latency',
        value: 2048,
        unit: 'tokens',
      },
    ],
    sources: [SOURCES.vllm, SOURCES.sarathi],
    when: { kinds: [...ONLINE], hosting: 'self-host', promptTokensAtLeast: 1000 },
  },
  {
    id: 'throughput-budget',
    topic: 'Latency and throughput',
    claim: 'vLLM recommends a budget above {large} a step for throughput.',
    consequence: 'Nobody waits for a single item in a pass: tune for throughput, not for latency.',
    quantities: [
      {
        name: 'large',
        label: 'Tokens a step above which vLLM recommends the budget for throughput',
        value: 8192,
        unit: 'tokens',
      },
    ],
    sources: [SOURCES.vllm],
    when: { kinds: ['batch-inference'], hosting: 'self-host', embedding: false },
  },
  {
    id: 'speculative-decoding',
    topic: 'Latency and throughput',
    claim:
      'A small draft model that guesses ahead saves steps of the large one where its guesses are mostly accepted; the answers keep their distribution.',
    consequence:
      'Worth a trial where time per token is the tight limit and the fleet is not full: it spends idle arithmetic.',
    sources: [SOURCES.speculative],
    when: { kinds: [...ONLINE], hosting: 'self-host', architecture: 'dense', groupAtLeast: 2 },
  },
  {
    id: 'tensor-parallel-collectives',
    topic: 'Parallelism',
    claim: 'Tensor parallelism exchanges activations {perLayer} a layer in every step.',
    consequence:
      'Keep a group on accelerators that are joined by a fast link; across machines the exchange sets the pace.',
    quantities: [
      {
        name: 'perLayer',
        label: 'All-reduce operations a layer under tensor parallelism',
        value: 2,
        unit: '1',
      },
    ],
    sources: [SOURCES.megatron],
    when: { groupAtLeast: 2, kinds: [...ONLINE, 'batch-inference'] },
  },
  {
    id: 'pcie-links',
    topic: 'Parallelism',
    claim:
      'PCIe of the fourth generation moves {pcie} in both directions together, the direct links of an H100 {direct}.',
    consequence:
      'A group over PCIe loses more with each accelerator: prefer copies of a smaller or more compressed model.',
    quantities: [
      { name: 'pcie', label: 'PCIe 4.0 x16, both directions', value: 64, unit: 'GB/s' },
      { name: 'direct', label: 'Direct links of an H100 SXM, both directions', value: 900, unit: 'GB/s' },
    ],
    sources: [SOURCES.configurator, SOURCES.engineering],
    when: { groupAtLeast: 2, link: 'pcie' },
  },
  {
    id: 'expert-parallel',
    topic: 'Parallelism',
    claim: 'Expert parallelism places whole experts on accelerators instead of slicing each of them.',
    consequence:
      'For a mixture of experts it balances the load where tensor slices would become thin; measure both.',
    sources: [SOURCES.vllm],
    when: { architecture: 'mixture-of-experts', groupAtLeast: 2 },
  },
  {
    id: 'pipeline-bubble',
    topic: 'Parallelism',
    claim: 'A pipeline of stages idles at its ends; the idle share falls with the number of micro-batches.',
    consequence:
      'Across machines a pipeline is gentler to the network than tensor slices, at the price of latency.',
    sources: [SOURCES.gpipe, SOURCES.vllm],
    when: { groupAtLeast: 9 },
  },
  {
    id: 'published-dense-70b',
    topic: 'Latency and throughput',
    claim: 'Vendor tables give offline throughput with all requests queued: an upper bound.',
    consequence:
      'A service with a limit on latency reaches less; MLPerf’s server runs of a seventy-billion model reach {server} of its offline runs.',
    quantities: [
      {
        name: 'server',
        label: 'MLPerf server throughput over offline, Llama 2 70B',
        value: 88,
        low: 85,
        high: 98,
        unit: '%',
      },
    ],
    sources: [SOURCES.trtOverview, SOURCES.mlperf],
    when: { kinds: [...ONLINE], hosting: 'self-host', vendors: ['NVIDIA', 'AMD'] },
  },
  {
    id: 'embedding-throughput',
    topic: 'Latency and throughput',
    claim:
      'An embedding is one forward pass: bound by arithmetic, {flop} per parameter and token, with nothing to decode.',
    consequence: 'Older and smaller accelerators do this work well; large memory is wasted on it.',
    quantities: [
      {
        name: 'flop',
        label: 'Floating-point operations of an embedding per parameter and token',
        value: 2,
        unit: 'FLOP',
      },
    ],
    sources: [SOURCES.kaplan],
    when: { embedding: true },
  },
];
