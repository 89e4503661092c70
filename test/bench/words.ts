import { formatFigure } from './result-table';
import type { Summary } from './statistics';

/** How the repetitions of a figure lay: its tail, its ends and how many they were. */
export function inWords({ p95, least, most, count }: Summary, unit: string): string {
  return `p95 ${formatFigure(p95)}, ${formatFigure(least)} to ${formatFigure(most)} ${unit}, n ${count}`;
}
