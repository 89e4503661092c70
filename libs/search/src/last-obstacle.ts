import type { Removal, SearchResult } from './search-result';

/** Reasons by how far a hosted option gets before it meets them; what meets one of the first was never looked at. */
const STAGES: ReadonlyArray<(reason: string) => boolean> = [
  (reason) => ['price', 'spot', 'spot-service', 'spot-late', 'budget'].includes(reason),
  (reason) => reason.startsWith('sizing.'),
  (reason) => reason === 'group',
  (reason) => reason === 'format' || reason === 'precision',
  (reason) => reason.startsWith('decided.') || reason === 'not-whole',
  (reason) => ['provider', 'region', 'residency', 'api-only', 'not-hosted'].includes(reason),
];

/**
 * What stands between the hosted options that came furthest and being one of those left: of the last reasons that any
 * met, the one with most options. null where all of them fell because something else was fixed.
 */
export function lastObstacle({ removals }: Pick<SearchResult, 'removals'>): Removal | null {
  for (const isOfStage of STAGES) {
    const [most] = removals.filter(({ reason }) => isOfStage(reason));
    if (most) return most;
  }
  return null;
}
