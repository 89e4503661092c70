import type { AgentOutput, Effort } from '@app/agents';
import type { WorkloadInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { cite, literal, type FigureBook } from '@app/kernel';
import { agentName, joinNames, type Recommendation, type SettledDecision } from '@app/synthesis';
import type { ReportBlock, ReportSection } from '../document-tree';
import { AUDIENCES } from '../template-id';
import type { ReportFacts } from '../report-facts';
import { findingCard, isShownWithItsTopic, tableBlocks } from './agent-chapters';
import { missingWordings, wordingNote, wordingOf } from './wording';

const MORE_IN_COST = 'Month by month, by load and with what moves it: section “Cost”.';

/** The chief technology officer's view, or, without it, what the other agents' summaries come to. */
export function executiveSummary(facts: ReportFacts, outputs: readonly AgentOutput[]): ReportSection {
  const chief = outputs.find((output) => output.agent === 'cto');
  const blocks: ReportBlock[] = [];
  if (facts.synthesis.missingAgents.length > 0) {
    const names = facts.synthesis.missingAgents.map(agentName).join(', ');
    blocks.push({
      kind: 'callout',
      tone: 'warning',
      text: `This result is partial. Missing: ${names}. “Missing agents” gives the reasons.`,
    });
  }
  if (chief) {
    // Its summary is the verdict, which every format prints before the sections; it is not said twice in the same words.
    const worded = wordingNote(chief);
    if (worded.length > 0) blocks.push({ kind: 'paragraph', text: chief.summary }, ...worded);
    const tables = chief.tables.filter((table) => !isShownWithItsTopic(table));
    blocks.push(...chief.findings.map(findingCard), ...tables.flatMap(tableBlocks));
    if (tables.length < chief.tables.length) {
      blocks.push({ kind: 'paragraph', text: MORE_IN_COST, about: 'cto.cost' });
    }
  } else {
    blocks.push({
      kind: 'list',
      ordered: false,
      items: outputs.map((output) =>
        `${agentName(output.agent)}: ${output.summary} ${wordingOf(output)}`.trim(),
      ),
    });
  }
  if (chief && blocks.length === 0) blocks.push({ kind: 'paragraph', text: chief.summary });
  return { id: 'executive-summary', title: 'Executive summary', audiences: AUDIENCES, blocks };
}

/** How to read the report, in the words of the agent that lays it out, and which words are not there. */
export function aboutReport(outputs: readonly AgentOutput[]): ReportSection[] {
  const report = outputs.find((output) => output.agent === 'report');
  const own: ReportBlock[] = report
    ? [
        { kind: 'paragraph', text: report.summary },
        ...wordingNote(report),
        ...report.findings.map(findingCard),
        ...report.tables.flatMap(tableBlocks),
      ]
    : [];
  const blocks = [...own, ...missingWordings(outputs)];
  if (blocks.length === 0) return [];
  return [{ id: 'about', title: 'About this report', audiences: AUDIENCES, blocks }];
}

/** Every choice on which agents voted: the settled ones in a table, the contested ones with every vote. */
export function decisionBoard(decisions: readonly SettledDecision[]): ReportSection {
  const contested = decisions.filter((decision) => decision.contested);
  const blocks: ReportBlock[] =
    decisions.length === 0
      ? [{ kind: 'paragraph', text: 'No agent put a choice to the vote.' }]
      : [
          {
            kind: 'table',
            id: 'decisions.settled',
            title: 'Decisions',
            columns: ['Choice', 'Decision', 'Contested', 'Why'],
            rows: decisions.map((decision) => [
              literal(decision.label),
              literal(decision.optionLabel),
              decision.contested ? 'yes' : 'no',
              literal(decision.rule),
            ]),
          },
          { kind: 'heading', text: 'Conflict board' },
        ];
  if (decisions.length > 0 && contested.length === 0) {
    blocks.push({ kind: 'paragraph', text: 'No choice was contested: the agents that voted agree.' });
  }
  blocks.push(...contested.map(conflictCard));
  return { id: 'decisions', title: 'Decisions and conflicts', audiences: AUDIENCES, blocks };
}

function conflictCard(decision: SettledDecision): ReportBlock {
  return {
    kind: 'card',
    id: `conflict.${decision.key}`,
    severity: null,
    tag: 'contested',
    title: literal(`${decision.label}: ${decision.optionLabel}`),
    text: literal(decision.rule),
    details: [
      {
        label: 'Votes',
        items: decision.votes.map(
          (vote) =>
            `${agentName(vote.agent)} for ${literal(vote.optionLabel)}, by ${vote.basis}: ${vote.rationale}`,
        ),
      },
    ],
  };
}

const EFFORTS: Readonly<Record<Effort, string>> = {
  days: 'Days of work',
  weeks: 'Weeks of work',
  months: 'Months of work',
};

/** The recommendations by rank, each with its cost, compliance and plan. */
export function recommendationList(
  recommendations: readonly Recommendation[],
  figures: FigureBook,
  workloads: readonly WorkloadInput[],
): ReportSection {
  const names = new Map(workloads.map((workload) => [workload.id, workload.name]));
  const blocks: ReportBlock[] =
    recommendations.length === 0
      ? [{ kind: 'paragraph', text: 'No agent recommends a change.' }]
      : recommendations.map((one) => recommendationCard(one, figures, (id) => names.get(id) ?? id));
  return { id: 'recommendations', title: 'Recommendations', audiences: AUDIENCES, blocks };
}

function recommendationCard(
  one: Recommendation,
  figures: FigureBook,
  nameOf: (workloadId: string) => string,
): ReportBlock {
  const costs = one.cost.figureIds.map((id) => `${literal(figures.get(id)?.label ?? id)}: ${cite({ id })}`);
  const scope = [
    EFFORTS[one.implementation.effort],
    ...(one.workloadIds.length > 0 ? [`for ${joinNames(one.workloadIds.map(nameOf))}`] : []),
    `recommended by ${joinNames(one.agents.map(agentName))}`,
  ];
  const details = [
    { label: 'Cost', items: withNote(costs, one.cost.note) },
    {
      label: 'Compliance',
      items: withNote(requirementLines(one.compliance.requirements), one.compliance.note),
    },
    { label: 'Steps', items: one.implementation.steps },
    { label: 'Needs first', items: one.implementation.prerequisites },
    { label: 'Effort', items: [literal(scope.join(' · '))] },
  ];
  return {
    kind: 'card',
    id: `recommendation.${one.key}`,
    severity: one.severity,
    tag: String(one.rank),
    title: one.title,
    text: one.rationale,
    details: details.filter((detail) => detail.items.length > 0),
  };
}

/** One line for each framework: `HIPAA Security Rule: 164.308(a)(1), 164.312(b)`; a framework of one's own by its id. */
function requirementLines(requirements: readonly string[]): string[] {
  const names = new Map(loadCatalog().frameworks.map((row) => [row.id, row.name]));
  const byFramework = Map.groupBy(requirements, (requirement) => requirement.split(':')[0] ?? '');
  return [...byFramework.entries()].map(([framework, group]) => {
    const refs = group.map((requirement) => requirement.slice(framework.length + 1));
    return literal(`${names.get(framework) ?? framework}: ${refs.join(', ')}`);
  });
}

function withNote(items: readonly string[], note: string): string[] {
  return note.trim() === '' ? [...items] : [...items, note];
}
