import type { ActualAmount, ActualsUpload } from './budget';

/**
 * What was spent, over all files of a budget: where two files name the same date and category the newer one stands, so
 * that a corrected export replaces the one before instead of doubling it.
 */
export function effectiveActuals(
  uploads: ReadonlyArray<Pick<ActualsUpload, 'id' | 'amounts'>>,
): ActualAmount[] {
  const standing = new Map<string, ActualAmount>();
  const oldestFirst = [...uploads].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const upload of oldestFirst)
    for (const amount of upload.amounts) standing.set(`${amount.date}|${amount.category}`, amount);
  return [...standing.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, amount]) => amount);
}
