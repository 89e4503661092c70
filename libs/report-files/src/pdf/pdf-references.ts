/** Anchors as a reader finds them in the appendix: `f1–f4, f9`. */
export function referenceList(anchors: readonly string[]): string {
  const numbers = [...new Set(anchors)].flatMap((anchor) => {
    const match = /^([a-z])(\d+)$/.exec(anchor);
    return match ? [{ letter: match[1] as string, number: Number(match[2]) }] : [];
  });
  numbers.sort((a, b) => (a.letter === b.letter ? a.number - b.number : a.letter < b.letter ? -1 : 1));
  const stretches: Array<{ letter: string; from: number; to: number }> = [];
  for (const { letter, number } of numbers) {
    const last = stretches.at(-1);
    if (last?.letter === letter && last.to === number - 1) last.to = number;
    else stretches.push({ letter, from: number, to: number });
  }
  return stretches
    .map(({ letter, from, to }) => {
      if (from === to) return `${letter}${from}`;
      return `${letter}${from}${to === from + 1 ? ', ' : '–'}${letter}${to}`;
    })
    .join(', ');
}
