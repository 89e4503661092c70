import type { AnswerFault, ModelQuestion } from '../model-question';

/** An answer that passed, or what is wrong with it. */
export type Reviewed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly AnswerFault[] };

const MOST_FAULTS = 10;
const LONGEST_FAULT = 300;

/** Whether an answer has the asked shape and passes the question's own review. */
export function reviewAnswer<T>(
  question: Pick<ModelQuestion<T>, 'schema' | 'review'>,
  answer: unknown,
): Reviewed<T> {
  const parsed = question.schema.safeParse(answer);
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, MOST_FAULTS);
    return { ok: false, faults: issues.map((issue) => ({ kind: 'shape', words: wordsOf(issue) })) };
  }
  const faults = question.review?.(parsed.data) ?? [];
  if (faults.length === 0) return { ok: true, value: parsed.data };
  const named = faults.slice(0, MOST_FAULTS);
  return {
    ok: false,
    faults: named.map(({ kind, words }) => ({ kind, words: words.slice(0, LONGEST_FAULT) })),
  };
}

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function wordsOf(issue: Issue): string {
  const where = issue.path.length === 0 ? 'the answer' : issue.path.map(String).join('.').slice(0, 100);
  // The names of fields that nobody asked for are the model's own words.
  const what = issue.code === 'unrecognized_keys' ? 'has fields that were not asked for' : issue.message;
  return `${where}: ${what}`.slice(0, LONGEST_FAULT);
}
