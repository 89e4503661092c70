/** The Levenshtein distance of two texts: the least number of characters to insert, delete or replace. */
export function editDistance(a: string, b: string): number {
  return distanceWithin(a, b, Infinity);
}

/** The distance, or some number of at least `limit` where it is no less than that: then the count stops early. */
function distanceWithin(given: string, other: string, limit: number): number {
  const [a, b] = withoutCommonEnds(given, other);
  if (Math.abs(a.length - b.length) >= limit) return limit;
  const row = Uint32Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const code = a.charCodeAt(i - 1);
    let diagonal = row[0] as number;
    let left = i;
    let least = i;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] as number;
      const replace = code === b.charCodeAt(j - 1) ? diagonal : diagonal + 1;
      left = Math.min(replace, above + 1, left + 1);
      least = Math.min(least, left);
      diagonal = above;
      row[j] = left;
    }
    if (least >= limit) return limit;
  }
  return row[b.length] as number;
}

function withoutCommonEnds(a: string, b: string): [string, string] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/**
 * The known ids most like the one asked for, best first, ties in code-unit order. An id that contains what was asked
 * for (`h100` in `h100-sxm5-80gb`) counts as near whatever its length.
 */
export function nearestIds(asked: string, known: Iterable<string>, limit = 3): string[] {
  const wanted = asked.trim().toLowerCase().slice(0, LONGEST_ASKED);
  const best: Array<{ readonly id: string; readonly distance: number }> = [];
  for (const id of new Set(known)) {
    const candidate = id.toLowerCase();
    const contained = wanted !== '' && (candidate.includes(wanted) || wanted.includes(candidate));
    // One as far as the last of the best may still come before it by its name.
    const worst = best.length < limit ? Infinity : (best.at(-1)?.distance ?? 0) + 1;
    const distance = contained ? 0.5 : distanceWithin(wanted, candidate, worst);
    if (distance >= worst) continue;
    best.push({ id, distance });
    best.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
    best.length = Math.min(best.length, limit);
  }
  return best.map((entry) => entry.id);
}

/** Ids are shorter; what is longer is compared by its beginning. */
const LONGEST_ASKED = 200;
