import type { RunComparison } from '@app/comparison';
import type { Notice, NoticeLine } from './notice';
import type { OpenScheduledRun, ScheduleTrouble } from './schedule';

const SHOWN = 5;

/** What a reader is told of a run that recommends something else. */
export function changeNotice(run: OpenScheduledRun, comparison: RunComparison, createdAt: Date): Notice {
  const { from, to, decisions, recommendations } = comparison;
  return {
    ...blank(run, createdAt),
    kind: 'changed',
    assessmentName: to.title,
    comparedTo: from.runId,
    decisions,
    recommendations,
    figures: figureLines(comparison),
    causes: causeLines(comparison),
  };
}

/** What a reader is told of a due time that says nothing of the recommendation. */
export function troubleNotice(
  run: OpenScheduledRun,
  trouble: { readonly kind: ScheduleTrouble; readonly detail: string },
  assessmentName: string,
  createdAt: Date,
): Notice {
  return { ...blank(run, createdAt), ...trouble, assessmentName };
}

function blank(run: OpenScheduledRun, createdAt: Date): Omit<Notice, 'kind' | 'assessmentName'> {
  const { runId, tenantId, assessmentId, dueAt, state, missingAgents } = run;
  return {
    ...{ id: runId, tenantId, assessmentId, dueAt, missingAgents, createdAt },
    ...{ detail: null, runId: state === null ? null : runId, comparedTo: null },
    ...{ decisions: [], recommendations: [], figures: [], causes: [], readAt: null, readBy: null },
  };
}

function figureLines({ figures }: RunComparison): NoticeLine[] {
  const known = figures.filter(({ differs }) => differs.includes('value'));
  return known.slice(0, SHOWN).map(({ label, from, to }) => ({
    label,
    from: from?.printed ?? 'not there',
    to: to?.printed ?? 'not there',
  }));
}

function causeLines({ causes }: RunComparison): NoticeLine[] {
  const telling = causes.filter(({ cause }) => cause.kind !== 'measurement');
  return telling.slice(0, SHOWN).map(({ cause }) => ({
    label: cause.label,
    from: brief(cause.from),
    to: brief(cause.to),
  }));
}

function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
