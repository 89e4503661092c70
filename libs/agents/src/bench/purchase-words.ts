import type { Purchase } from '@app/catalog';

export const PURCHASE_WORDS: Readonly<Record<Purchase, string>> = {
  'on-demand': 'on demand',
  'commit-1y': 'committed for a year',
  'commit-3y': 'committed for three years',
  spot: 'on spot capacity',
};

/** How the instances of several workloads are bought, in words. */
export function waysOfBuying(workloads: ReadonlyArray<{ readonly purchase: Purchase }>): string {
  const ways = new Set(workloads.map(({ purchase }) => purchase));
  const [only] = ways.size === 1 ? ways : [];
  return only === undefined && ways.size > 0
    ? 'each bought as was decided'
    : PURCHASE_WORDS[only ?? 'on-demand'];
}
