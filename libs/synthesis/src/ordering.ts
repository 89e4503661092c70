/** Code-unit order: the same on every machine and in every locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The distinct entries, in order of first appearance. */
export function distinct<T>(entries: Iterable<T>): T[] {
  return [...new Set(entries)];
}

/** Distinct sentences in one text; empty ones are left out. */
export function joinDistinct(texts: Iterable<string>): string {
  return distinct([...texts].map((text) => text.trim()).filter((text) => text !== '')).join(' ');
}

/** Entries grouped by key, groups in order of first appearance. */
export function groupBy<T>(entries: Iterable<T>, key: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(key(entry));
    if (group) group.push(entry);
    else groups.set(key(entry), [entry]);
  }
  return groups;
}
