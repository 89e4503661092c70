import { type Figure, figure, unknownFigure } from '@app/kernel';
import type { ComplianceResult, ControlGap } from './compliance-result';

/** A stretch of the way: what to do in it, and the person-days of all of it. */
export interface RoadmapPhase {
  /** `answer`, `prove`, `first`, `next`, or `before-2027-12-02`. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** The date before which it has to be done, ISO, or null. */
  readonly before: string | null;
  readonly items: readonly ControlGap[];
  /** Person-days; unknown where an item's effort is. */
  readonly effort: Figure;
}

/** From this many risk points on, a known gap comes before all others: three quarters of the most there can be. */
export const GRAVE_RISK = 15;

/**
 * The order in which gaps are closed: questions first, since an answer may close a gap; then proof of what is in
 * place; then known gaps of high risk, then the others; then what later requirements need, by date.
 */
export function complianceRoadmap(result: ComplianceResult): RoadmapPhase[] {
  const of = (test: (gap: ControlGap) => boolean): ControlGap[] => result.gaps.filter(test);
  const known = (gap: ControlGap): boolean => gap.grade === 'failed' || gap.grade === 'partial';
  const isUrgent = (gap: ControlGap): boolean => (gap.risk.value ?? GRAVE_RISK) >= GRAVE_RISK;
  const phases = [
    phase(
      'answer',
      'Answer',
      'nobody said whether these are in place; an answer may close them',
      of((gap) => gap.grade === 'not-evaluable'),
    ),
    phase(
      'prove',
      'Prove',
      'these are in place by their owner’s word; a dated record closes them',
      of((gap) => gap.grade === 'claimed'),
    ),
    phase(
      'first',
      'Close first',
      'these are missing in whole or in part, at high risk',
      of((gap) => known(gap) && isUrgent(gap)),
    ),
    phase(
      'next',
      'Close next',
      'these are missing in whole or in part, at lower risk',
      of((gap) => known(gap) && !isUrgent(gap)),
    ),
  ];
  const dates = [...new Set(result.upcomingGaps.flatMap((gap) => gap.dueFrom ?? []))].sort();
  const later = dates.map((date) => ({
    ...phase(
      `before-${date}`,
      `Before ${date}`,
      'requirements that apply from then on need these',
      result.upcomingGaps.filter((gap) => gap.dueFrom === date),
    ),
    before: date,
  }));
  return [...phases, ...later].filter((entry) => entry.items.length > 0);
}

function phase(id: string, title: string, why: string, items: readonly ControlGap[]): RoadmapPhase {
  const draft = {
    id: `compliance.roadmap.${id}.effort`,
    label: `Effort of the stage “${title}”`,
    unit: 'person-days',
    method: 'computed' as const,
    formula: 'sum of the efforts of its controls, lows and highs added as well',
    inputs: items.map((gap) => gap.effort.id),
  };
  const open = items.find((gap) => gap.effort.value === null);
  const sum = (end: 'value' | 'low' | 'high'): number =>
    items.reduce((total, { effort }) => total + (effort[end] ?? effort.value ?? 0), 0);
  const effort = open
    ? unknownFigure({
        ...draft,
        reason: open.effort.unknown ?? 'the effort of one of its controls is unknown',
      })
    : figure({ ...draft, value: sum('value'), low: sum('low'), high: sum('high') });
  return { id, title, why, before: null, items, effort };
}
