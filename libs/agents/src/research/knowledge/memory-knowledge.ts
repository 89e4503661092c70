import type { KnowledgeEntry } from './knowledge-entry';
import { SOURCES } from './knowledge-sources';

const SERVING = ['llm-serving', 'rag', 'agentic', 'batch-inference'] as const;

/** What a model occupies. */
export const MEMORY_KNOWLEDGE: readonly KnowledgeEntry[] = [
  {
    id: 'weights-by-format',
    topic: 'Memory',
    claim: 'A weight takes {half} in a half-precision format and {eight} in an eight-bit one.',
    consequence:
      'The number format decides how many accelerators one copy of the model needs before any request is served.',
    quantities: [
      { name: 'half', label: 'Bytes of a weight in fp16 or bf16', value: 2, unit: 'B' },
      { name: 'eight', label: 'Bytes of a weight in fp8 or int8', value: 1, unit: 'B' },
    ],
    sources: [SOURCES.engineering],
    when: { kinds: [...SERVING], hosting: 'self-host', embedding: false },
  },
  {
    id: 'four-bit-overhead',
    topic: 'Memory',
    claim: 'Four-bit block formats carry a scale for each block and come to {perWeight} a weight.',
    consequence:
      'Count the scales: a four-bit model is slightly more than a quarter of its half-precision size.',
    quantities: [
      {
        name: 'perWeight',
        label: 'Bytes of a weight in MXFP4 or NVFP4 with block scales',
        value: 0.53,
        unit: 'B',
      },
    ],
    sources: [SOURCES.mxFormats],
    when: { kinds: [...SERVING], precisions: ['int4', 'fp4'] },
  },
  {
    id: 'experts-all-held',
    topic: 'Memory',
    claim: 'A mixture of experts holds all experts in memory although a token passes through few of them.',
    consequence:
      'Memory follows all parameters, speed follows the active ones: such a model is fast for its size and large for its speed.',
    sources: [SOURCES.engineering],
    when: { kinds: [...SERVING], architecture: 'mixture-of-experts', hosting: 'self-host' },
  },
  {
    id: 'grouped-query-cache',
    topic: 'Memory',
    claim:
      'Grouped-query attention lets several query heads share one key and value head, and the cache shrinks by that factor.',
    consequence:
      'The cache of a request grows with the key-value heads, not with all heads: more requests fit beside the weights.',
    sources: [SOURCES.gqa],
    when: { kinds: [...SERVING], attention: ['GQA', 'MQA'], hosting: 'self-host' },
  },
  {
    id: 'full-head-cache',
    topic: 'Memory',
    claim:
      'Without shared key-value heads the cache of every request holds keys and values of all attention heads.',
    consequence:
      'Few requests fit at a time; a model of the same size with grouped heads serves more from the same memory.',
    sources: [SOURCES.engineering, SOURCES.gqa],
    when: { kinds: [...SERVING], attention: ['MHA'], hosting: 'self-host', embedding: false },
  },
  {
    id: 'latent-cache',
    topic: 'Memory',
    claim:
      'Multi-head latent attention keeps one compressed latent a layer and token instead of keys and values a head.',
    consequence:
      'Under tensor parallelism that latent is copied to every accelerator: data-parallel attention avoids the copies.',
    sources: [SOURCES.deepseek],
    when: { kinds: [...SERVING], attention: ['MLA'] },
  },
  {
    id: 'sliding-window-cache',
    topic: 'Memory',
    claim: 'A layer with a sliding window caches no more tokens than the window is wide.',
    consequence:
      'Long prompts cost memory in the global layers only; sizing such a model by its full context overstates it.',
    sources: [SOURCES.gemmaConfig],
    when: { kinds: [...SERVING], slidingWindow: true },
  },
  {
    id: 'paged-cache',
    topic: 'Memory',
    claim: 'Contiguous allocation wasted {waste} of the cache; paging wastes at most one block a sequence.',
    consequence: 'Use a serving engine with a paged cache: the concurrency in this report presumes one.',
    quantities: [
      {
        name: 'waste',
        label: 'Share of the key-value cache wasted by contiguous allocation, middle of the stated range',
        value: 70,
        low: 60,
        high: 80,
        unit: '%',
      },
    ],
    sources: [SOURCES.paged],
    when: { kinds: [...SERVING], hosting: 'self-host', embedding: false },
  },
  {
    id: 'preemption',
    topic: 'Memory',
    claim: 'When the cache is full, a serving engine preempts requests and computes them again later.',
    consequence: 'Watch the count of preemptions: they lengthen the slowest answers before anything fails.',
    sources: [SOURCES.vllm],
    when: { kinds: ['llm-serving', 'rag', 'agentic'], hosting: 'self-host' },
  },
  {
    id: 'runtime-reserve',
    topic: 'Memory',
    claim:
      'NVIDIA’s configurator sets {other} an accelerator aside for runtime and libraries, and up to {nccl} for collective communication.',
    consequence:
      'What is left for requests is less than memory minus weights; leave the reserve when comparing offers.',
    quantities: [
      { name: 'other', label: 'Memory set aside for runtime and libraries', value: 3.5, unit: 'GiB' },
      {
        name: 'nccl',
        label: 'Memory set aside for collective communication',
        value: 0.39,
        low: 0.34,
        high: 0.39,
        unit: 'GiB',
      },
    ],
    sources: [SOURCES.configurator],
    when: { kinds: [...SERVING], hosting: 'self-host', vendors: ['NVIDIA'] },
  },
];
