import type { ShownFigure } from './run-comparison';

/** `Cost of three years: USD 100 → USD 150 (+USD 50, +50 %)`; what is unknown, or was nothing, has no per cent. */
export function figureLine(one: ShownFigure): string {
  const { label, from, to, insideBothRanges } = one;
  const notes = [...amounts(one), ...(insideBothRanges ? ['within both ranges'] : [])];
  const aside = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const isOtherThing = from && to && from.label !== to.label;
  const sides = isOtherThing
    ? `${from.label}: ${from.printed} → ${to.label}: ${to.printed}`
    : `${label}: ${from?.printed ?? 'not there'} → ${to?.printed ?? 'not there'}`;
  return `${sides}${aside}`;
}

function amounts({ delta, printedDelta, from }: ShownFigure): string[] {
  if (delta === null || printedDelta === null || delta === 0) return [];
  const sign = delta > 0 ? '+' : '-';
  const before = from?.value ?? 0;
  // Of the size of what was: what cost -10 and costs -5 rose by half.
  return [`${sign}${printedDelta}`, ...(before === 0 ? [] : [percent(sign, delta / before)])];
}

function percent(sign: string, share: number): string {
  const change = Math.abs(share) * 100;
  if (change < 0.05) return 'less than 0.1 %';
  return `${sign}${change.toFixed(change >= 10 ? 0 : 1)} %`;
}
