import type { AgentId, AgentOutput, Finding, OutputTable } from '@app/agents';
import { agentName } from '@app/synthesis';
import type { ReportBlock, ReportSection } from '../document-tree';
import type { Audience } from '../template-id';
import { wordingNote } from './wording';

/** A chapter that is made of what agents found out. */
interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly audiences: readonly Audience[];
  /** Whose summary, findings and tables belong here by default. */
  readonly agents: readonly AgentId[];
  /** Findings and tables of any agent whose id has one of these words belong here instead. */
  readonly words: readonly string[];
}

/** In the order in which the report tells them. */
const CHAPTERS: readonly Chapter[] = [
  {
    id: 'models',
    title: 'Use cases and model choice',
    audiences: ['cto', 'engineering'],
    agents: ['ai-consultant'],
    words: [],
  },
  {
    id: 'sizing',
    title: 'Sizing and infrastructure',
    audiences: ['cto', 'engineering', 'operations'],
    agents: ['infrastructure', 'cloud-engineer'],
    words: [],
  },
  {
    id: 'cost',
    title: 'Cost',
    audiences: ['cto', 'cfo'],
    agents: [],
    words: [
      'cost',
      'costs',
      'price',
      'prices',
      'pricing',
      'budget',
      'tco',
      'spend',
      'saving',
      'savings',
      'forecast',
      'ways',
    ],
  },
  {
    id: 'compliance',
    title: 'Compliance',
    audiences: ['cto', 'ciso'],
    agents: ['compliance'],
    words: [],
  },
  {
    id: 'carbon',
    title: 'Carbon',
    audiences: ['cto', 'cfo', 'operations'],
    agents: [],
    words: ['carbon', 'energy', 'emission', 'emissions', 'co2', 'co2e'],
  },
  { id: 'mlops', title: 'MLOps', audiences: ['engineering', 'operations'], agents: ['mlops'], words: [] },
  {
    id: 'scenarios',
    title: 'Scenarios',
    audiences: ['cto', 'cfo', 'engineering', 'operations'],
    agents: ['simulation'],
    words: [],
  },
  {
    id: 'evidence',
    title: 'Evidence and market data',
    audiences: ['cto', 'cfo', 'engineering'],
    agents: ['research', 'web-research'],
    words: [],
  },
];

/** Agents whose findings are placed by the report itself: none of them moves to a topic. */
const PLACED_ELSEWHERE: ReadonlySet<AgentId> = new Set(['cto', 'chatbot', 'report']);

/** Whether a table of the CTO is shown with its topic, so that the summary stays one. */
export function isShownWithItsTopic(table: OutputTable): boolean {
  return topicOf(table.id) !== undefined;
}

/** The chapters in between the recommendations and the open questions; each says so where it has nothing to tell. */
export function agentChapters(outputs: readonly AgentOutput[]): ReportSection[] {
  return CHAPTERS.map((chapter) => ({
    id: chapter.id,
    title: chapter.title,
    audiences: chapter.audiences,
    blocks: chapterBlocks(chapter, outputs),
  }));
}

function chapterBlocks(chapter: Chapter, outputs: readonly AgentOutput[]): ReportBlock[] {
  const blocks = outputs.flatMap((output): ReportBlock[] => {
    const own = chapter.agents.includes(output.agent);
    const findings = output.findings.filter((finding) => chapterOf(finding.id, output.agent) === chapter.id);
    const tables = output.tables.filter(
      (table) =>
        (output.agent === 'cto' ? topicOf(table.id)?.id : chapterOf(table.id, output.agent)) === chapter.id,
    );
    if (!own && findings.length + tables.length === 0) return [];
    const alone = own && chapter.agents.length === 1;
    return [
      ...(alone ? [] : [{ kind: 'heading' as const, text: agentName(output.agent) }]),
      ...(own ? [{ kind: 'paragraph' as const, text: output.summary }] : []),
      ...(own || findings.length > 0 ? wordingNote(output) : []),
      ...findings.map(findingCard),
      ...tables.flatMap(tableBlocks),
      ...(own ? riskTable(output) : []),
    ];
  });
  return blocks.length > 0 ? blocks : [nothingToTell(chapter, outputs)];
}

/** What may go wrong, as the agent sees it, and what answers it. */
function riskTable({ agent, risks = [] }: AgentOutput): ReportBlock[] {
  if (risks.length === 0) return [];
  const rows = risks.map(({ title, severity, statement, answer }) => [title, severity, statement, answer]);
  const columns = ['Risk', 'Severity', 'What', 'Answer'];
  return [{ kind: 'table', id: `${agent}.risks`, title: 'Risks', columns, rows }];
}

function chapterOf(id: string, agent: AgentId): string | undefined {
  if (PLACED_ELSEWHERE.has(agent)) return undefined;
  return (topicOf(id) ?? CHAPTERS.find((chapter) => chapter.agents.includes(agent)))?.id;
}

function topicOf(id: string): Chapter | undefined {
  const words = new Set(id.toLowerCase().split(/[^a-z0-9]+/));
  return CHAPTERS.find((chapter) => chapter.words.some((word) => words.has(word)));
}

function nothingToTell(chapter: Chapter, outputs: readonly AgentOutput[]): ReportBlock {
  const missing = chapter.agents.filter((agent) => !outputs.some((output) => output.agent === agent));
  const reason =
    missing.length > 0
      ? `No result of the ${missing.map(agentName).join(' and ')} agent is in this run; see “Missing agents”.`
      : 'No agent reported on this in this run; “Not evaluated” lists what was left out and why.';
  return { kind: 'callout', tone: missing.length > 0 ? 'warning' : 'info', text: reason };
}

/** A finding as a card. */
export function findingCard(finding: Finding): ReportBlock {
  return {
    kind: 'card',
    id: `finding.${finding.id}`,
    severity: finding.severity,
    tag: '',
    title: finding.title,
    text: finding.statement,
    details: [],
  };
}

/** An agent's table, with its note below it. */
export function tableBlocks(table: OutputTable): ReportBlock[] {
  const { id, title, columns, rows, note } = table;
  const block: ReportBlock = { kind: 'table', id, title, columns, rows };
  return note === undefined ? [block] : [block, { kind: 'paragraph', text: note, about: id }];
}
