import type { Figure } from '@app/kernel';
import type { WorkloadInput } from '../assessment-input';
import type { IntakeFieldName } from './intake-field';
import { INTAKE_FIELDS } from './intake-fields';
import type { WorkloadBook } from './workload-book';

/** How far p95 lies above p50 where only the median is known. */
const SPREAD = { value: 2.5, low: 1.5, high: 4 };
/** Instructions, question and history beside the retrieved passages, in tokens. */
const RAG_FRAME = { value: 500, low: 200, high: 1500 };

/** Prompt and answer lengths: the medians, then their 95th percentiles. */
export function completeTokens(book: WorkloadBook, input: WorkloadInput): void {
  const median = medianInput(book, input);
  if (median)
    tail(book, median, 'inputTokensP95', 'inputTokens', 'Input tokens of a request, 95th percentile');
  const output = median && fieldOf(book, input, 'outputTokensP50');
  if (output) {
    tail(book, output, 'outputTokensP95', 'outputTokens', 'Output tokens of a request, 95th percentile');
  }
}

function medianInput(book: WorkloadBook, input: WorkloadInput): Figure | undefined {
  const field = INTAKE_FIELDS.find((entry) => entry.name === 'inputTokensP50');
  const chunks = book.values.retrievedChunks;
  const chunkTokens = book.values.chunkTokens;
  if (!field || input.kind !== 'rag' || !chunks || !chunkTokens || input.traffic?.inputTokens) {
    return fieldOf(book, input, 'inputTokensP50');
  }
  const passages = (chunks.value ?? 0) * (chunkTokens.value ?? 0);
  return book.assume({
    ...field,
    range: {
      value: RAG_FRAME.value + passages,
      low: RAG_FRAME.low + passages,
      high: RAG_FRAME.high + passages,
      why: 'retrieved passages and a frame of instructions, question and history; the frame is a planning range of this product, not a published figure',
    },
    formula: `${RAG_FRAME.value} + retrieved chunks x tokens of a chunk`,
    inputs: [chunks.id, chunkTokens.id],
  });
}

/** The answer, or what is assumed for this kind of workload; undefined where the kind does not need the number. */
export function fieldOf(book: WorkloadBook, input: WorkloadInput, name: IntakeFieldName): Figure | undefined {
  const field = INTAKE_FIELDS.find((entry) => entry.name === name);
  if (!field) return undefined;
  const given = book.answer(field);
  if (given) return given;
  const range = field.assumed[input.kind];
  return range && book.assume({ ...field, range });
}

function tail(
  book: WorkloadBook,
  median: Figure,
  name: 'inputTokensP95' | 'outputTokensP95',
  part: 'inputTokens' | 'outputTokens',
  label: string,
): void {
  const path = ['traffic', part, 'p95'];
  if (book.answer({ name, path, label, unit: 'tokens' })) return;
  const p50 = median.value ?? 0;
  book.assume({
    name,
    path,
    label,
    unit: 'tokens',
    range: {
      value: Math.round(p50 * SPREAD.value),
      low: Math.round(p50 * SPREAD.low),
      high: Math.round(p50 * SPREAD.high),
      why: 'lengths of prompts and answers are skewed; the ratio is a planning range of this product, not a published figure',
    },
    formula: `median x ${SPREAD.value}`,
    inputs: [median.id],
    question: `How long are the longest five percent (${part === 'inputTokens' ? 'prompts' : 'answers'}) in tokens?`,
    priority: 'should',
  });
}
