import type { Severity } from '@app/agents';
import type { Figure, FigureText } from '@app/kernel';
import { renderFigureText } from '@app/kernel';
import { printFigure } from '@app/reports';
import type { RecommendationDetail, RecommendationStatus } from '@app/synthesis';
import type { ReadApproval } from '../approvals.service';

/** A figure as a ticket prints it: plain words, none of them marked up. */
export interface TicketFigure {
  readonly label: string;
  readonly value: string;
  /** Where it comes from: its formula, its sources with their dates. */
  readonly origin: string;
  readonly urls: readonly string[];
}

/** What a ticket says, in plain words, before any tracker's markup. */
export interface Ticket {
  readonly title: string;
  readonly status: RecommendationStatus;
  /** What was decided about it here, in one sentence. */
  readonly stateLine: string;
  readonly rationale: string;
  readonly costNote: string;
  readonly requirements: readonly string[];
  readonly steps: readonly string[];
  readonly prerequisites: readonly string[];
  readonly rollback: readonly string[];
  readonly figures: readonly TicketFigure[];
  /** Figures that there was no room for. */
  readonly figuresLeftOut: number;
  readonly severity: Severity;
  /** ISO date. */
  readonly dueDate: string | null;
  readonly labels: readonly string[];
  /** `Infra Mind, recommendation <id>, run <id>`. */
  readonly reference: string;
}

/** Most of each list, and of the characters of one entry: what trackers take as a whole has an end. */
const MOST = { entries: 24, figures: 24, characters: 400, rationale: 4_000 };

/** The ticket of a recommendation as it stands, and as it was approved where it was. */
export function ticketOf(detail: RecommendationDetail, approved: ReadApproval | null): Ticket {
  const { recommendation, followUp, runId } = detail;
  const { figures, implementation, cost, severity, compliance } = recommendation;
  const byId = new Map(figures.map((entry) => [entry.id, entry]));
  const plain = (text: FigureText, most = MOST.characters): string => {
    const printed = renderFigureText(text, (id) => valueOf(byId.get(id)));
    return shortened(printed.replace(/\s+/g, ' ').trim(), most);
  };
  const listed = (texts: readonly FigureText[]): string[] =>
    texts
      .slice(0, MOST.entries)
      .map((text) => plain(text))
      .filter((text) => text !== '');
  return {
    title: plain(recommendation.title, MOST.characters),
    status: followUp.status,
    stateLine: stateLine(detail, approved),
    rationale: plain(recommendation.rationale, MOST.rationale),
    costNote: plain(cost.note),
    requirements: compliance.requirements.slice(0, MOST.entries),
    steps: listed(implementation.steps),
    prerequisites: listed(implementation.prerequisites),
    rollback: listed(implementation.rollback),
    figures: figures.slice(0, MOST.figures).map(ticketFigure),
    figuresLeftOut: Math.max(0, figures.length - MOST.figures),
    severity,
    dueDate: followUp.dueDate,
    labels: [
      'infra-mind',
      `infra-mind-${followUp.status}`,
      `severity-${severity}`,
      ...recommendation.workloadIds,
    ],
    reference: `Infra Mind, recommendation ${followUp.id}, run ${runId}`,
  };
}

/** With fewer figures, as many as it takes until `measure` of it is at most `limit`. */
export function fitted(ticket: Ticket, measure: (ticket: Ticket) => number, limit: number): Ticket {
  let fit = ticket;
  while (fit.figures.length > 0 && measure(fit) > limit)
    fit = { ...fit, figures: fit.figures.slice(0, -1), figuresLeftOut: fit.figuresLeftOut + 1 };
  return fit;
}

/** Cut at whole characters, with a sign that it was. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  // Half of a surrogate pair is no character.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

const IN_WORDS: Readonly<Record<RecommendationStatus, string>> = {
  proposed: 'proposed: nobody has accepted it yet',
  accepted: 'accepted',
  rejected: 'rejected: it was decided not to do this',
  done: 'done',
};

function stateLine({ followUp }: RecommendationDetail, approved: ReadApproval | null): string {
  const since = followUp.statusSince.toISOString().slice(0, 10);
  const state = `State in Infra Mind since ${since}: ${IN_WORDS[followUp.status]}.`;
  if (!approved) return `${state} No approval workflow has approved it.`;
  const { id, endedAt, contentHash } = approved.approval;
  const what = approved.isStale ? 'an earlier content, not this one' : 'this content';
  const on = endedAt?.toISOString().slice(0, 10) ?? 'an unknown day';
  return `${state} Approval ${id} approved ${what} on ${on} (SHA-256 ${contentHash.slice(0, 16)}).`;
}

function valueOf(entry: Figure | undefined): string {
  return entry ? printFigure(entry).text : '…';
}

function ticketFigure(entry: Figure): TicketFigure {
  const sources = entry.sources.map(
    ({ title, asOf, confidence }) => `${title} (${asOf}, ${confidence} confidence)`,
  );
  const origin = [
    entry.method,
    ...(entry.formula ? [`formula: ${entry.formula}`] : []),
    ...(sources.length > 0 ? [`source: ${sources.join('; ')}`] : []),
    `figure ${entry.id}`,
  ].join(', ');
  return {
    label: shortened(entry.label, MOST.characters),
    value: valueOf(entry),
    origin: shortened(origin, MOST.characters),
    urls: entry.sources.map(({ url }) => url).filter((url) => /^https?:\/\/\S+$/.test(url)),
  };
}
