/** The name that was most likely meant, or undefined when none is close: at most a third of its letters differ. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  if (given.length > 100) return undefined;
  let best: string | undefined;
  let least = Infinity;
  for (const name of known) {
    const distance = editDistance(given.toLowerCase(), name.toLowerCase());
    if (distance < least && distance <= Math.max(1, Math.floor(name.length / 3))) {
      least = distance;
      best = name;
    }
  }
  return best;
}

/** What was most likely meant, else all that there is: `did you mean "name"?`, `there are name, industry`. */
export function nameHint(given: string, known: readonly string[]): string {
  const nearest = nearestName(given, known);
  return nearest ? `did you mean "${nearest}"?` : `there are ${known.join(', ')}`;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const insertion = (current[column - 1] ?? 0) + 1;
      const deletion = (previous[column] ?? 0) + 1;
      current.push(Math.min(substitution, insertion, deletion));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
