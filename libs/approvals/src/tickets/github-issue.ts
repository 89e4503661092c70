import { fitted, shortened, type Ticket } from './ticket';

/** What GitHub's "create an issue" takes (REST API, POST /repos/{owner}/{repo}/issues). */
export interface GitHubIssue {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly labels: readonly string[];
}

/** GitHub takes titles of 256 and bodies of 65,536 characters. */
const MOST_TITLE = 255;
const MOST_BODY = 60_000;
const MOST_LABEL = 50;
/** Seen by nobody, and enough that nobody is notified and nothing is linked. */
const BREAK = '\u2060';

/** The issue of a ticket: its steps as a checklist, its figures with where they come from. */
export function githubIssueOf(ticket: Ticket): GitHubIssue {
  const fit = fitted(ticket, (one) => bodyOf(one).length, MOST_BODY);
  return {
    title: shortened(ticket.title, MOST_TITLE),
    body: bodyOf(fit),
    labels: ticket.labels.map((label) => shortened(label, MOST_LABEL)),
  };
}

/**
 * Words as GitHub shows them unchanged: no markup, no HTML, no mention of a person, no reference to an issue. Escaping
 * alone would not do for the last two, which are looked for in what is shown.
 */
export function githubText(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|~!&$"]/g, '\\$&')
    .replace(/@(?=\w)/g, `@${BREAK}`)
    .replace(/#(?=\w)/g, `\\#${BREAK}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${BREAK}`)
    .replace(/:\/\//g, `:${BREAK}//`)
    .replace(/\b(www\.)(?=\w)/gi, `$1${BREAK}`)
    .replace(/^(\s*)([-+=#])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}

function bodyOf(ticket: Ticket): string {
  const { stateLine, rationale, costNote, requirements, steps, prerequisites, rollback } = ticket;
  const parts = [
    `> ${githubText(stateLine)}`,
    githubText(rationale),
    section('Before', prerequisites.map(bullet)),
    section(
      'Steps',
      steps.map((step) => `- [ ] ${githubText(step)}`),
    ),
    section('How to go back', rollback.map(bullet)),
    section('Cost', costNote === '' ? [] : [githubText(costNote)]),
    section('Requirements', requirements.map(bullet)),
    section('Figures', [...ticket.figures.map(figureLine), ...leftOut(ticket.figuresLeftOut).map(bullet)]),
    `---\n${githubText(ticket.reference)}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.join('\n')}`;
}

function bullet(words: string): string {
  return `- ${githubText(words)}`;
}

function figureLine({ label, value, origin, urls }: Ticket['figures'][number]): string {
  // In code nothing is linked, so that no other project hears of this one.
  const addresses = urls.map((url) => ` \`${url.replaceAll('`', '%60')}\``).join('');
  return `- **${githubText(label)}**: ${githubText(value)}. ${githubText(origin)}${addresses}`;
}

/** Says what is not there. */
export function leftOut(figures: number): string[] {
  return figures === 0 ? [] : [`${figures} more figures: see the recommendation.`];
}
