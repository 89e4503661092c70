import { type ControlGap, GRAVE_RISK } from '@app/compliance';
import type { Severity } from '../agent-output';

/** Risk points, of twenty at the most, from which on a gap is of medium severity; from `GRAVE_RISK` on it is high. */
const MEDIUM_RISK = 8;

/** How severe a gap is. What our library does not rate is of an own framework, whose owner asks for it: high. */
export function gapSeverity({ risk }: Pick<ControlGap, 'risk'>): Severity {
  if (risk.value === null || risk.value >= GRAVE_RISK) return 'high';
  return risk.value >= MEDIUM_RISK ? 'medium' : 'low';
}
