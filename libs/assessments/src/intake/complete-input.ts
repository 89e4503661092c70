import { answerId } from '@app/kernel';
import type { AssessmentInput, WorkloadInput } from '../assessment-input';
import type { OpenQuestion } from './assumption';
import { completeGrowth } from './complete-growth';
import { completeRates } from './complete-rates';
import { completeTokens, fieldOf } from './complete-tokens';
import type { CompletedChoice, CompletedInput, CompletedWorkload } from './completed-input';
import { INTAKE_FIELDS, SERVING_KINDS, TRAINING_KINDS } from './intake-fields';
import { organisationQuestions, workloadQuestions } from './open-questions';
import { WorkloadBook } from './workload-book';

/** Fields that `completeRates` and `completeTokens` take care of. */
const COMPLETED_APART = new Set(['peakFactor', 'inputTokensP50', 'outputTokensP50']);

/**
 * Fills every gap openly: what was answered becomes a sourced figure, what follows a computed one, what nobody gave
 * an assumption with its range and a question. Never fails on an input that `checkInput` finds no problem in.
 */
export function completeInput(input: AssessmentInput): CompletedInput {
  const books = input.workloads.map(
    (workload, index) => new WorkloadBook(index, workload.id ?? `w${index + 1}`, workload),
  );
  const workloads = books.map((book, index) =>
    completeWorkload(book, input.workloads[index] as WorkloadInput, input.constraints?.apiOnly === true),
  );
  const questions = [...books.flatMap((book) => book.questions), ...organisationQuestions(input)];
  return {
    workloads,
    assumptions: books.flatMap((book) => book.assumptions),
    questions: byPriority(questions),
    figures: workloads.flatMap((workload) => Object.values(workload.values)),
  };
}

function completeWorkload(book: WorkloadBook, input: WorkloadInput, apiOnly: boolean): CompletedWorkload {
  const mode = modeOf(input);
  if (input.corpus) completeFields(book, input, 'corpus');
  if (mode !== 'training') {
    completeRates(book, input);
    completeTokens(book, input);
    completeFields(book, input, 'traffic');
    completeFields(book, input, 'slo');
  }
  if (mode === 'training') completeFields(book, input, 'training');
  if (mode === 'batch') completePasses(book, input);
  const precision = choosePrecision(book, input, apiOnly);
  const trainingMethod = chooseMethod(book, input, mode === 'training');
  workloadQuestions(book, input);
  return {
    index: book.index,
    id: book.workloadId,
    name: input.name ?? book.workloadId,
    kind: input.kind,
    input,
    mode,
    values: book.values,
    precision,
    trainingMethod,
  };
}

function modeOf(input: WorkloadInput): CompletedWorkload['mode'] {
  if ((TRAINING_KINDS as readonly string[]).includes(input.kind)) return 'training';
  if (input.kind === 'classic-ml') return 'general';
  if (input.kind === 'batch-inference') return 'batch';
  if ((SERVING_KINDS as readonly string[]).includes(input.kind)) return 'serving';
  return input.traffic?.batchItems === undefined ? 'serving' : 'batch';
}

/** Answers and assumptions of one part of a workload. A pass promises no latency. */
function completeFields(book: WorkloadBook, input: WorkloadInput, part: string): void {
  const online = input.traffic?.batchItems === undefined && input.kind !== 'batch-inference';
  for (const field of INTAKE_FIELDS) {
    if (field.path[0] !== part || COMPLETED_APART.has(field.name)) continue;
    if (field.name === 'growthPerMonth' && completeGrowth(book, input)) continue;
    const onDemand = part === 'slo' || field.name === 'growthPerMonth';
    const needed = field.name === 'loraRank' ? hasAdapters(input) : !onDemand || online;
    if (needed) fieldOf(book, input, field.name);
    else book.answer(field);
  }
}

/** Items of a pass and how often it runs. */
function completePasses(book: WorkloadBook, input: WorkloadInput): void {
  const path = ['traffic', 'batchItems'];
  const items = book.answer({ name: 'batchItems', path, label: 'Items of one pass', unit: '1' });
  const perDay = book.values.requestsPerDay;
  if (!items && perDay) {
    const draft = { label: 'Items of one pass', unit: '1', formula: 'items a day, in one pass a day' };
    book.compute('batchItems', draft, { value: perDay.value ?? 0, inputs: [perDay] });
  }
  const passes = ['traffic', 'passesPerMonth'];
  if (book.answer({ name: 'passesPerMonth', path: passes, label: 'Passes a month', unit: '1/month' })) return;
  const daily = input.kind === 'batch-inference';
  const range = daily
    ? { value: 30, low: 1, high: 31, why: 'a pass every night, as a batch window suggests' }
    : { value: 1, low: 0, high: 4, why: 'one full pass, with small updates between' };
  book.assume({
    name: 'passesPerMonth',
    path: passes,
    label: 'Passes a month',
    unit: '1/month',
    range: { ...range, why: `${range.why}; a planning range of this product, not a published figure` },
    question: 'How many passes are made a month?',
    priority: 'should',
  });
}

function choosePrecision(
  book: WorkloadBook,
  input: WorkloadInput,
  apiOnly: boolean,
): CompletedWorkload['precision'] {
  if (input.precision) return answered(input.precision, book.index, 'precision');
  // Whoever may use APIs alone holds no weights: their format is nobody's to choose, and nothing rests on it.
  if (apiOnly) return { value: 'bf16', assumed: false, ref: `assumption.${book.workloadId}.precision` };
  const why =
    'the format in which most weights are published; a smaller one needs an evaluation of its quality';
  const ref = book.assumeChoice('precision', ['precision'], 'Number format of the weights', 'bf16', why);
  return { value: 'bf16', assumed: true, ref };
}

function chooseMethod(
  book: WorkloadBook,
  input: WorkloadInput,
  trains: boolean,
): CompletedWorkload['trainingMethod'] {
  if (input.training?.method) return answered(input.training.method, book.index, 'training', 'method');
  const value = assumedMethod(input);
  const ref = `assumption.${book.workloadId}.trainingMethod`;
  if (trains) {
    const why =
      value === 'lora'
        ? 'the usual first step of fine-tuning'
        : 'training from the start is what the kind says';
    book.assumeChoice('trainingMethod', ['training', 'method'], 'Method of training', value, why);
    book.ask(
      'trainingMethod',
      ['training', 'method'],
      'Which method of training is used?',
      `${value} is taken.`,
      'should',
    );
  }
  return { value, assumed: true, ref };
}

function assumedMethod({ kind }: WorkloadInput): 'pretraining' | 'lora' {
  return kind === 'training' ? 'pretraining' : 'lora';
}

/** Full fine-tuning and pre-training move the weights themselves: nothing in them has a rank. */
function hasAdapters(input: WorkloadInput): boolean {
  const method = input.training?.method ?? assumedMethod(input);
  return method === 'lora' || method === 'qlora';
}

function answered<T>(value: T, index: number, ...path: string[]): CompletedChoice<T> {
  return { value, assumed: false, ref: answerId('workloads', index, ...path) };
}

const RANK: Readonly<Record<OpenQuestion['priority'], number>> = { must: 0, should: 1, could: 2 };

function byPriority(questions: readonly OpenQuestion[]): OpenQuestion[] {
  return [...questions].sort((a, b) => RANK[a.priority] - RANK[b.priority]);
}
