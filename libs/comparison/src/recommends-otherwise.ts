import type { RunComparison } from './comparison';

/**
 * Whether two runs recommend different things: another decision; a recommendation that came or went or has another
 * severity or title; another first place. Other places behind the first are no such thing, nor are other figures: a
 * price that moved and led to nothing else is told by the figures alone.
 */
export function recommendsOtherwise({
  decisions,
  recommendations,
}: Pick<RunComparison, 'decisions' | 'recommendations'>): boolean {
  if (decisions.length > 0) return true;
  return recommendations.some(({ from, to, differs }) => {
    const isOther = !from || !to || differs.some((aspect) => aspect !== 'rank');
    return isOther || from.rank === 1 || to.rank === 1;
  });
}
