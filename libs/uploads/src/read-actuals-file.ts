import { readActuals } from '@app/budgets/pure';
import { ProblemList } from './problem-list';
import type { ActualsDraft, ReadUpload } from './upload';

/** Reads what was spent, in the columns of a budget's actuals, and says what it comes to. */
export function readActualsFile(text: string): ReadUpload {
  const { rows, amounts, problems: found } = readActuals(text);
  const problems = new ProblemList();
  for (const { pointer, detail } of found) {
    const [, line, column] = /^\/csv(?:\/(\d+))?(?:\/(\w+))?$/.exec(pointer) ?? [];
    problems.add(line === undefined ? null : Number(line), column ?? '', detail);
  }
  if (!problems.isEmpty) return { drafts: [], seen: [], problems: problems.items };
  const millionths = amounts.reduce((sum, { usd }) => sum + Math.round(usd * 1e6), 0);
  const [from, to] = [amounts[0]?.date ?? '', amounts.at(-1)?.date ?? ''];
  const usd = millionths / 1e6;
  const why = `${rows} rows from ${from} to ${to} come to USD ${usd}`;
  const draft: ActualsDraft = { target: 'actuals', rows, from, to, usd, why, line: 1, path: '' };
  return { drafts: [draft], seen: [], problems: [] };
}
