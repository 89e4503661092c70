import type { KnowledgeEntry } from './knowledge-entry';
import { SOURCES } from './knowledge-sources';

const LEARNING = ['fine-tuning', 'training'] as const;

/** What it takes to train and to adapt. */
export const TRAINING_KNOWLEDGE: readonly KnowledgeEntry[] = [
  {
    id: 'training-flop',
    topic: 'Training',
    claim: 'Training all weights takes about {flop} per active parameter and token.',
    consequence:
      'Accelerator-hours are proportional to parameters times tokens: halving either halves the bill.',
    quantities: [
      {
        name: 'flop',
        label: 'Floating-point operations of training per parameter and token',
        value: 6,
        unit: 'FLOP',
      },
    ],
    sources: [SOURCES.kaplan],
    when: { kinds: [...LEARNING], trainingMethods: ['full', 'pretraining'] },
  },
  {
    id: 'adapter-flop',
    topic: 'Training',
    claim: 'Adapter training skips the gradients of frozen weights: about {flop} per parameter and token.',
    consequence:
      'Adapters save memory far more than time: expect about two thirds of the hours of a full run.',
    quantities: [
      {
        name: 'flop',
        label: 'Floating-point operations of adapter training per parameter and token',
        value: 4,
        unit: 'FLOP',
      },
    ],
    sources: [SOURCES.lora],
    when: { kinds: [...LEARNING], trainingMethods: ['lora', 'qlora'] },
  },
  {
    id: 'adam-state',
    topic: 'Training',
    claim: 'Mixed-precision training with Adam keeps {state} a parameter before any activations.',
    consequence:
      'A full run needs many times the memory of serving the same model; shard the state or train an adapter.',
    quantities: [
      {
        name: 'state',
        label: 'Bytes a parameter of training state with AdamW',
        value: 18,
        low: 16,
        high: 18,
        unit: 'B',
      },
    ],
    sources: [SOURCES.engineering],
    when: { kinds: [...LEARNING], trainingMethods: ['full', 'pretraining'] },
  },
  {
    id: 'sharded-state',
    topic: 'Training',
    claim:
      'The third stage of ZeRO, like fully sharded data parallelism, divides weights, gradients and optimiser state by the number of accelerators.',
    consequence:
      'Memory an accelerator falls with the size of the group; communication grows, so a fast link matters.',
    sources: [SOURCES.zero],
    when: { kinds: [...LEARNING], trainingMethods: ['full', 'pretraining'], acceleratorsAtLeast: 2 },
  },
  {
    id: 'low-rank-adapters',
    topic: 'Training',
    claim:
      'A low-rank adapter trains only two thin matrices beside each adapted one; the base model stays as it is.',
    consequence:
      'One base model serves many adapters: version and evaluate the adapter, not a copy of the model.',
    sources: [SOURCES.lora],
    when: { kinds: [...LEARNING], trainingMethods: ['lora', 'qlora'] },
  },
  {
    id: 'quantised-base',
    topic: 'Training',
    claim: 'QLoRA holds the frozen base in four bits, with double quantisation at {extra} a parameter.',
    consequence:
      'A large model is adapted on one accelerator where half precision would need several; it runs slower for it.',
    quantities: [
      {
        name: 'extra',
        label: 'Bits a parameter that the constants take after double quantisation',
        value: 0.127,
        unit: 'bit',
      },
    ],
    sources: [SOURCES.qlora],
    when: { kinds: [...LEARNING], trainingMethods: ['qlora'] },
  },
  {
    id: 'activation-recomputation',
    topic: 'Training',
    claim:
      'Recomputing activations in the backward pass trades arithmetic for memory; selective recomputation keeps most of the saving at little cost.',
    consequence: 'Turn it on where the batch does not fit, before renting larger accelerators.',
    sources: [SOURCES.recompute],
    when: { kinds: [...LEARNING] },
  },
  {
    id: 'compute-optimal',
    topic: 'Training',
    claim:
      'For a given amount of compute, about {ratio} a parameter were found best for the loss of a model trained from the beginning.',
    consequence:
      'Fewer tokens than that leave a large model undertrained: a smaller one may be better for the same money.',
    quantities: [{ name: 'ratio', label: 'Training tokens a parameter', value: 20, unit: 'tokens' }],
    sources: [SOURCES.chinchilla],
    when: { kinds: ['training'], trainingMethods: ['pretraining'] },
  },
  {
    id: 'checkpoint-interval',
    topic: 'Training',
    claim:
      'The best interval between checkpoints grows with the square root of the time of a checkpoint and of the time between failures.',
    consequence: 'The more accelerators, the more often one fails: checkpoint more often on larger groups.',
    sources: [SOURCES.daly],
    when: { kinds: [...LEARNING], acceleratorsAtLeast: 8 },
  },
  {
    id: 'training-utilisation',
    topic: 'Training',
    claim: 'Published runs of dense models on H100 reach {mfu} of the rated arithmetic.',
    consequence: 'A plan that counts on the rated number is off by more than a factor of two.',
    quantities: [
      {
        name: 'mfu',
        label: 'Model FLOP utilisation of dense training on H100, median of four runs',
        value: 41,
        low: 38,
        high: 46,
        unit: '%',
      },
    ],
    sources: [SOURCES.mosaic],
    when: { kinds: [...LEARNING], vendors: ['NVIDIA'] },
  },
];
