import { AppError } from '@app/kernel';
import { parseTrace } from '@app/simulation/pure';
import { ProblemList } from './problem-list';
import type { ReadUpload, TraceDraft } from './upload';

/** Characters of a trace that an assessment takes. */
const MOST_CHARACTERS = 500_000;

/** Reads recorded requests into the three columns of an assessment's trace, in order of time; other columns are dropped. */
export function readTraceFile(text: string): ReadUpload {
  const problems = new ProblemList();
  const csv = normalised(text, problems);
  if (csv !== null && csv.text.length > MOST_CHARACTERS) {
    const detail = `expected a trace of up to ${MOST_CHARACTERS} characters, got ${csv.text.length} of ${csv.requests} requests: send a shorter time of it`;
    problems.add(null, '', detail);
  }
  if (csv === null || !problems.isEmpty) return { drafts: [], seen: [], problems: problems.items };
  const why = `${csv.requests} requests recorded over ${csv.seconds} seconds`;
  const draft: TraceDraft = { target: 'trace', csv: csv.text, why, line: 1, path: '' };
  return { drafts: [draft], seen: [], problems: [] };
}

function normalised(
  text: string,
  problems: ProblemList,
): { readonly text: string; readonly requests: number; readonly seconds: number } | null {
  try {
    const { seconds, inputTokens, outputTokens } = parseTrace(text);
    const rows = seconds.map(
      (at, index) => `${thousandths(at)},${inputTokens[index]},${outputTokens[index]}`,
    );
    const csv = ['seconds,input_tokens,output_tokens', ...rows, ''].join('\n');
    return { text: csv, requests: rows.length, seconds: thousandths(seconds.at(-1) ?? 0) };
  } catch (error) {
    const found = error instanceof AppError ? error.problems : [];
    const lines = lineNumbers(text);
    for (const { pointer, detail } of found) {
      const [, row, column] = /^\/rows\/(\d+)\/(\w+)$/.exec(pointer) ?? [];
      problems.add(row === undefined ? 1 : (lines[Number(row) + 1] ?? null), column ?? '', detail);
    }
    if (problems.isEmpty)
      problems.add(null, '', 'expected a trace of requests, and this cannot be read as one');
    return null;
  }
}

/** The numbers of the lines that hold something: the reader of traces counts those alone. */
function lineNumbers(text: string): number[] {
  return text.split(/\r?\n/).flatMap((line, index) => (line.trim() === '' ? [] : [index + 1]));
}

function thousandths(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
