/** A stretch of whole numbers that follow one another. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** Whole numbers as stretches, in their order: 1, 2, 3 and 9 as 1–3 and 9. */
export function numberRanges(numbers: readonly number[]): NumberRange[] {
  const ranges: Array<{ from: number; to: number }> = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges;
}

/** `1–3`; `9` where it is one alone. */
export function printRange({ from, to }: NumberRange): string {
  return from === to ? String(from) : `${from}–${to}`;
}
