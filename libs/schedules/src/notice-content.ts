import type { RunComparison } from '@app/comparison';
import type { Notice, NoticeLine } from './notice';
import type { OpenScheduledRun } from './schedule';

const SHOWN = 5;

/**
 * Whether another run recommends something else: another decision, another recommendation, severity or title, another
 * first place. A shift of places behind the first is none, nor are other figures.
 */
export function isNews({ decisions, recommendations }: RunComparison): boolean {
  if (decisions.length > 0) return true;
  return recommendations.some(({ from, to, differs }) => {
    const isOther = !from || !to || differs.some((aspect) => aspect !== 'rank');
    return isOther || from.rank === 1 || to.rank === 1;
  });
}

/** What a reader of a notice sees. */
export function noticeOf(run: OpenScheduledRun, comparison: RunComparison, createdAt: Date): Notice {
  const { to, decisions, recommendations } = comparison;
  return {
    id: run.runId,
    tenantId: run.tenantId,
    assessmentId: run.assessmentId,
    assessmentName: to.title,
    runId: run.runId,
    comparedTo: comparison.from.runId,
    dueAt: run.dueAt,
    decisions,
    recommendations,
    figures: figureLines(comparison),
    causes: causeLines(comparison),
    missingAgents: comparison.agents.flatMap(({ subject, to: now }) =>
      now === 'has a result' ? [] : [subject],
    ),
    createdAt,
    readAt: null,
    readBy: null,
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
