import type { Severity } from '@app/agents';
import type { AdfNode } from './adf';
import { adfBullets, adfDocument, adfHeading, adfNumbers, adfParagraph } from './adf';
import { leftOut } from './github-issue';
import { fitted, shortened, type Ticket } from './ticket';

/** What Jira's "create issue" takes (REST API version 3: ADF; version 2: wiki markup). */
export interface JiraIssue {
  readonly fields: {
    /** Of Jira's choosing where it is left out is none: it must be set before it is sent. */
    readonly project?: { readonly key: string };
    readonly issuetype: { readonly name: string };
    readonly summary: string;
    readonly description: AdfNode | string;
    readonly labels: readonly string[];
    readonly priority: { readonly name: string };
    readonly duedate?: string;
  };
}

export interface JiraOptions {
  readonly version: '2' | '3';
  readonly project: string | null;
  readonly issueType: string;
}

/** Jira takes summaries of 255 and descriptions of 32,767 characters. */
const MOST_SUMMARY = 255;
const MOST_DESCRIPTION = 32_000;

/** The priorities that every new Jira site has. */
const PRIORITY: Readonly<Record<Severity, string>> = {
  critical: 'Highest',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Lowest',
};

/** The body of a request that creates the issue of a ticket. */
export function jiraIssueOf(ticket: Ticket, { version, project, issueType }: JiraOptions): JiraIssue {
  const render = version === '3' ? adfOf : wikiOf;
  const fit = fitted(ticket, (one) => lengthOf(render(one)), MOST_DESCRIPTION);
  return {
    fields: {
      ...(project !== null && { project: { key: project } }),
      issuetype: { name: issueType },
      summary: shortened(ticket.title, MOST_SUMMARY),
      description: render(fit),
      labels: ticket.labels.map(jiraLabel),
      priority: { name: PRIORITY[ticket.severity] },
      ...(ticket.dueDate !== null && { duedate: ticket.dueDate }),
    },
  };
}

/** Labels are single words. */
function jiraLabel(label: string): string {
  return shortened(label.replace(/[^\p{L}\p{N}_.-]+/gu, '-'), 255);
}

/** Sections in their order: title, entries, whether they are steps. */
function sectionsOf(
  ticket: Ticket,
): ReadonlyArray<readonly [title: string, lines: readonly string[], ordered: boolean]> {
  const figures = ticket.figures.map(
    ({ label, value, origin, urls }) => `${label}: ${value}. ${[origin, ...urls].join(' ')}`,
  );
  return [
    ['Before', ticket.prerequisites, false],
    ['Steps', ticket.steps, true],
    ['How to go back', ticket.rollback, false],
    ['Cost', ticket.costNote === '' ? [] : [ticket.costNote], false],
    ['Requirements', ticket.requirements, false],
    ['Figures', [...figures, ...leftOut(ticket.figuresLeftOut)], false],
  ];
}

function adfOf(ticket: Ticket): AdfNode {
  const sections = sectionsOf(ticket).flatMap(([title, lines, isOrdered]) =>
    lines.length === 0 ? [] : [adfHeading(title), isOrdered ? adfNumbers(lines) : adfBullets(lines)],
  );
  const first = [ticket.stateLine, ticket.rationale].filter((text) => text !== '').map(adfParagraph);
  return adfDocument([...first, ...sections, adfParagraph(ticket.reference)]);
}

function wikiOf(ticket: Ticket): string {
  const sections = sectionsOf(ticket).flatMap(([title, lines, isOrdered]) =>
    lines.length === 0
      ? []
      : [`h3. ${title}\n${lines.map((line) => `${isOrdered ? '#' : '*'} ${wikiText(line)}`).join('\n')}`],
  );
  const first = [ticket.stateLine, ticket.rationale].filter((text) => text !== '').map(wikiText);
  return [...first, ...sections, wikiText(ticket.reference)].join('\n\n');
}

/** Words that wiki markup shows unchanged: no macro, no mention, no link, no heading. */
export function wikiText(words: string): string {
  return (
    words
      .replace(/\s+/g, ' ')
      // Two backslashes would be a new line.
      .replace(/[\\{}[\]*_+^~|!#@?-]/g, (sign) => (sign === '\\' ? '&#92;' : `\\${sign}`))
      .replace(/^(h[1-6]|bq)\./, '$1\\.')
  );
}

function lengthOf(description: AdfNode | string): number {
  if (typeof description === 'string') return description.length;
  const own = description.text?.length ?? 0;
  return own + (description.content ?? []).reduce((sum, node) => sum + lengthOf(node), 0);
}
