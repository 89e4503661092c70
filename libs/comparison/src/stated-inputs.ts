const SEED = /\bseed (\d+)\b/;
const DAY = /\bdate of the assessment\b/;

/** The seeds that two formulas state, where these are all that they have differently; null otherwise. */
export function otherSeeds(from: string | null, to: string | null): { from: number; to: number } | null {
  const [before, after] = [SEED.exec(from ?? ''), SEED.exec(to ?? '')];
  if (!before || !after || before[1] === after[1]) return null;
  if (from?.replace(SEED, '') !== to?.replace(SEED, '')) return null;
  return { from: Number(before[1]), to: Number(after[1]) };
}

/** Whether a formula says that it counts from the day of the assessment. */
export function countsFromDay(formula: string | null): boolean {
  return DAY.test(formula ?? '');
}
