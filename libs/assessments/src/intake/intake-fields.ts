import type { WorkloadKind } from '../assessment-input';
import type { AssumedRange, IntakeField } from './intake-field';

/** Kinds that answer requests as they come. */
export const SERVING_KINDS = ['llm-serving', 'rag', 'agentic'] as const satisfies WorkloadKind[];
export const TRAINING_KINDS = ['fine-tuning', 'training'] as const satisfies WorkloadKind[];

const PLANNING = 'a planning range of this product, not a published figure';

function range(value: number, low: number, high: number, why: string): AssumedRange {
  return { value, low, high, why: `${why}; ${PLANNING}` };
}

function each(
  kinds: readonly WorkloadKind[],
  taken: AssumedRange,
): Partial<Record<WorkloadKind, AssumedRange>> {
  return Object.fromEntries(kinds.map((kind) => [kind, taken]));
}

const ONLINE: readonly WorkloadKind[] = [...SERVING_KINDS, 'embedding', 'classic-ml'];
const GENERATING: readonly WorkloadKind[] = [...SERVING_KINDS, 'batch-inference'];

/** Traffic. The shares between peak and mean and between p95 and p50 are completed apart, from what is known. */
const TRAFFIC: readonly IntakeField[] = [
  {
    name: 'peakFactor',
    path: ['traffic', 'peakFactor'],
    label: 'Peak rate over mean rate',
    unit: '1',
    question: 'How much higher is the busiest hour than the mean of the day?',
    priority: 'must',
    assumed: each(ONLINE, range(4, 2, 8, 'load that follows the working day of one or two time zones')),
  },
  {
    name: 'inputTokensP50',
    path: ['traffic', 'inputTokens', 'p50'],
    label: 'Input tokens of a request, median',
    unit: 'tokens',
    question: 'How long is a typical prompt, with instructions and context, in tokens?',
    priority: 'must',
    assumed: {
      'llm-serving': range(1000, 300, 4000, 'instructions and a short history'),
      rag: range(2500, 1200, 6000, 'instructions, question and a few retrieved passages'),
      agentic: range(8000, 2000, 30000, 'tool descriptions and results grow with every step'),
      embedding: range(400, 100, 1000, 'a passage of one or two paragraphs'),
      'batch-inference': range(1500, 300, 6000, 'one document or record with its instruction'),
    },
  },
  {
    name: 'outputTokensP50',
    path: ['traffic', 'outputTokens', 'p50'],
    label: 'Output tokens of a request, median',
    unit: 'tokens',
    question: 'How long is a typical answer in tokens?',
    priority: 'must',
    assumed: {
      'llm-serving': range(300, 80, 1000, 'some paragraphs'),
      rag: range(250, 80, 700, 'a short answer with references'),
      agentic: range(600, 150, 2500, 'plans and tool calls'),
      'batch-inference': range(200, 20, 1000, 'a label, a summary or a record'),
    },
  },
  {
    name: 'cachedShare',
    path: ['traffic', 'cachedShare'],
    label: 'Share of input tokens that a prefix cache answers',
    unit: '%',
    scale: 100,
    question: 'Which share of the prompt repeats from request to request?',
    priority: 'could',
    assumed: each(GENERATING, range(0, 0, 50, 'no cache is counted on until it is measured')),
  },
  {
    name: 'growthPerMonth',
    path: ['traffic', 'growthPerMonth'],
    label: 'Growth of requests a month',
    unit: '%',
    scale: 100,
    question: 'By how much do requests grow a month?',
    priority: 'should',
    assumed: each(ONLINE, range(0, 0, 10, 'no growth is counted on without a plan')),
  },
  {
    name: 'batchWindowHours',
    path: ['traffic', 'batchWindowHours'],
    label: 'Hours in which a pass must be done',
    unit: 'h',
    question: 'Within how many hours must one pass be finished?',
    priority: 'should',
    assumed: each(['batch-inference'], range(8, 4, 24, 'a nightly window')),
  },
];

const SLO: readonly IntakeField[] = [
  {
    name: 'timeToFirstTokenMs',
    path: ['slo', 'timeToFirstTokenMs'],
    label: 'Time to first token promised',
    unit: 'ms',
    question: 'Within which time should the first token arrive?',
    priority: 'should',
    assumed: each(SERVING_KINDS, range(2000, 500, 5000, 'interactive use')),
  },
  {
    name: 'timePerOutputTokenMs',
    path: ['slo', 'timePerOutputTokenMs'],
    label: 'Time per output token promised',
    unit: 'ms',
    question: 'How fast should an answer appear, in milliseconds per token?',
    priority: 'could',
    assumed: each(SERVING_KINDS, range(60, 25, 150, 'somewhat faster than people read')),
  },
  {
    name: 'availabilityPercent',
    path: ['slo', 'availabilityPercent'],
    label: 'Availability promised',
    unit: '%',
    question: 'Which availability is promised to users?',
    priority: 'should',
    assumed: each(ONLINE, range(99.5, 99, 99.95, 'an internal service without a contract')),
  },
  plain('endToEndMs', ['slo', 'endToEndMs'], 'Time to the last token promised', 'ms'),
];

const CORPUS: readonly IntakeField[] = [
  plain('documents', ['corpus', 'documents'], 'Documents in the corpus', '1'),
  plain('updatesPerDay', ['corpus', 'updatesPerDay'], 'Documents changed a day', '1/d'),
  {
    name: 'tokensPerDocument',
    path: ['corpus', 'tokensPerDocument'],
    label: 'Tokens of a document',
    unit: 'tokens',
    question: 'How long is a typical document of the corpus in tokens?',
    priority: 'should',
    assumed: each(['rag'], range(1000, 200, 5000, 'an article or a few pages')),
  },
  {
    name: 'chunkTokens',
    path: ['corpus', 'chunkTokens'],
    label: 'Tokens of a chunk',
    unit: 'tokens',
    question: 'Into how long pieces are documents cut, in tokens?',
    priority: 'could',
    assumed: each(['rag'], range(512, 128, 1024, 'a common setting of retrieval libraries')),
  },
  {
    name: 'chunkOverlapTokens',
    path: ['corpus', 'chunkOverlapTokens'],
    label: 'Tokens that neighbouring chunks share',
    unit: 'tokens',
    question: 'How many tokens do neighbouring pieces share?',
    priority: 'could',
    assumed: each(['rag'], range(64, 0, 128, 'an eighth of the chunk')),
  },
  {
    name: 'retrievedChunks',
    path: ['corpus', 'retrievedChunks'],
    label: 'Chunks put into a prompt',
    unit: '1',
    question: 'How many retrieved pieces go into each prompt?',
    priority: 'should',
    assumed: each(['rag'], range(5, 3, 12, 'a handful of passages')),
  },
  {
    name: 'dimensions',
    path: ['corpus', 'dimensions'],
    label: 'Dimensions of an embedding',
    unit: '1',
    question: 'How many dimensions do the embeddings have?',
    priority: 'could',
    assumed: each(['rag'], range(1024, 384, 3072, 'the embedding models of the catalog lie in this range')),
  },
];

const TRAINING: readonly IntakeField[] = [
  plain('trainingTokens', ['training', 'tokens'], 'Tokens of the training data', 'tokens'),
  plain('deadlineHours', ['training', 'deadlineHours'], 'Hours in which a run must be done', 'h'),
  {
    name: 'epochs',
    path: ['training', 'epochs'],
    label: 'Passes over the training data',
    unit: '1',
    question: 'How many passes over the data does a run make?',
    priority: 'should',
    assumed: each(TRAINING_KINDS, range(1, 1, 3, 'one pass')),
  },
  {
    name: 'sequenceLength',
    path: ['training', 'sequenceLength'],
    label: 'Sequence length in training',
    unit: 'tokens',
    question: 'Which sequence length is trained with?',
    priority: 'could',
    assumed: each(TRAINING_KINDS, range(4096, 2048, 8192, 'a common setting')),
  },
  {
    name: 'loraRank',
    path: ['training', 'loraRank'],
    label: 'Rank of the adapters',
    unit: '1',
    question: 'Which adapter rank is used?',
    priority: 'could',
    assumed: each(TRAINING_KINDS, range(16, 8, 64, 'a common setting')),
  },
  {
    name: 'runsPerMonth',
    path: ['training', 'runsPerMonth'],
    label: 'Training runs a month',
    unit: '1/month',
    question: 'How many runs are made a month?',
    priority: 'should',
    assumed: each(TRAINING_KINDS, range(1, 1, 4, 'one run a month')),
  },
];

/** All fields that are read or assumed one by one, in the order in which their questions are asked. */
export const INTAKE_FIELDS: readonly IntakeField[] = [...TRAFFIC, ...SLO, ...CORPUS, ...TRAINING];

/** A number that is used where it is given and left out where it is not. */
function plain(name: IntakeField['name'], path: readonly string[], label: string, unit: string): IntakeField {
  return { name, path, label, unit, question: '', priority: 'could', assumed: {} };
}
