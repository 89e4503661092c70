/** The Levenshtein distance of two texts: the least number of characters to insert, delete or replace. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[j] as number) + 1, (current[j - 1] as number) + 1));
    }
    previous = current;
  }
  return previous[b.length] as number;
}

/**
 * The known ids most like the one asked for, best first, ties in code-unit order. An id that contains what was asked
 * for (`h100` in `h100-sxm5-80gb`) counts as near whatever its length.
 */
export function nearestIds(asked: string, known: Iterable<string>, limit = 3): string[] {
  const wanted = asked.trim().toLowerCase();
  const scored = [...new Set(known)].map((id) => {
    const candidate = id.toLowerCase();
    const contained = wanted !== '' && (candidate.includes(wanted) || wanted.includes(candidate));
    return { id, distance: contained ? 0.5 : editDistance(wanted, candidate) };
  });
  scored.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
  return scored.slice(0, limit).map((entry) => entry.id);
}
