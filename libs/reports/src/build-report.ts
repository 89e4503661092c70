import { AGENT_IDS, wordedOutput, type AgentOutput } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { citedIds, FigureBook, literal, readPointer, type Figure, type FigureText } from '@app/kernel';
import { agentName } from '@app/synthesis';
import { withCharts } from './charts/section-charts';
import type { ReportAgent, ReportDocument, ReportSection, ReportTotal } from './document-tree';
import { ANSWER_PREFIX, figuresById, idsOfSection, isAnswerId, shownIds, withTrail } from './figure-trail';
import type { ReportFacts } from './report-facts';
import { agentChapters } from './sections/agent-chapters';
import { assumptionList, missingAgentList, notEvaluatedList, openQuestions } from './sections/gap-sections';
import {
  aboutReport,
  decisionBoard,
  executiveSummary,
  recommendationList,
} from './sections/leading-sections';
import { provenance } from './sections/provenance';
import { runTimeline } from './sections/run-timeline';

const KEY_FIGURES = 6;

/**
 * Makes the report of a run from its facts: one document tree for every format and audience. Equal facts give
 * equal bytes. Check it with `checkReport` before anybody sees it.
 */
export function buildReport(facts: ReportFacts): ReportDocument {
  const outputs = inAgentOrder(facts.outputs);
  // Chapters have a model's words where there are any; the verdict and what decides its figures stay as computed.
  const worded = outputs.map(wordedOutput);
  const timeline = runTimeline(facts.run);
  const book = new FigureBook([...facts.synthesis.figures, ...timeline.figures]);
  const agents = agentList(facts);
  const sections = sectionsOf(facts, worded, book, agents, timeline.section);
  const shown = {
    verdict: verdictOf(facts, outputs),
    keyFigures: keyFigures(facts, outputs, book),
    sections,
  };
  const figures = withTrail(shownIds({ ...shown, totals: [] }), figuresById(book.all()));
  return {
    title: facts.input.name,
    subtitle: subtitleOf(facts.input),
    generatedAt: facts.run.endedAt.toISOString(),
    asOf: facts.run.asOf,
    runId: facts.run.id,
    state: facts.run.state,
    ...shown,
    decisions: facts.synthesis.decisions.map((one) => ({
      key: one.key,
      label: one.label,
      option: one.optionLabel,
      contested: one.contested,
    })),
    agents,
    totals: totalsOf(figures),
    figures,
    answers: answersOf(figures, facts.input),
    versions: facts.versions,
  };
}

function sectionsOf(
  facts: ReportFacts,
  outputs: readonly AgentOutput[],
  book: FigureBook,
  agents: readonly ReportAgent[],
  timeline: ReportSection,
): ReportSection[] {
  const { decisions, questions, assumptions, notEvaluated } = facts.synthesis;
  const { workloads } = facts.input;
  const results = [
    executiveSummary(facts, outputs),
    decisionBoard(decisions),
    recommendationList(facts.recommendations, book, workloads),
    ...withCharts(agentChapters(outputs), (id) => book.get(id)),
    openQuestions(questions, outputs, workloads),
  ];
  const answered = new Set(assumptions.map((assumption) => assumption.id));
  const restsOn = withTrail(results.flatMap(idsOfSection), figuresById(book.all()));
  const origin = provenance(facts.run, restsOn);
  book.addAll(origin.figures);
  const takenAsGiven = restsOn.filter((entry) => entry.method === 'assumed' && !answered.has(entry.id));
  return [
    ...results,
    assumptionList(assumptions, takenAsGiven, workloads),
    notEvaluatedList(notEvaluated),
    missingAgentList(agents),
    origin.section,
    ...aboutReport(outputs),
    timeline,
  ];
}

function inAgentOrder(outputs: readonly AgentOutput[]): AgentOutput[] {
  return [...outputs].sort((a, b) => AGENT_IDS.indexOf(a.agent) - AGENT_IDS.indexOf(b.agent));
}

function agentList({ run, outputs, synthesis }: ReportFacts): ReportAgent[] {
  const heard = new Set(outputs.map((output) => output.agent));
  const reasons = new Map(run.missing.map((entry) => [entry.agent, entry.reason]));
  const missing = new Set([...synthesis.missingAgents, ...reasons.keys()]);
  return AGENT_IDS.filter((agent) => heard.has(agent) || missing.has(agent)).map((agent) => ({
    agent,
    name: agentName(agent),
    missing: heard.has(agent)
      ? null
      : (reasons.get(agent) ?? 'It gave no result, and no reason was recorded.'),
  }));
}

function subtitleOf(input: AssessmentInput): string {
  const workloads = input.workloads
    .map((workload) => workload.name ?? workload.id ?? workload.kind)
    .join(', ');
  return [input.organisation?.industry, workloads]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

/** The chief's summary, or else the decisions themselves. */
function verdictOf(facts: ReportFacts, outputs: readonly AgentOutput[]): FigureText {
  const chief = outputs.find((output) => output.agent === 'cto');
  if (chief) return chief.summary;
  const decisions = facts.synthesis.decisions.map((one) => literal(`${one.label}: ${one.optionLabel}`));
  const [first] = facts.recommendations;
  return [
    'No summary of the CTO agent is in this run.',
    decisions.length > 0 ? `Decided: ${decisions.join('; ')}.` : '',
    first ? `First recommendation: ${first.title}` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What the summary cites first, then what decides cost and size: known figures, each once, counts after amounts. */
function keyFigures(facts: ReportFacts, outputs: readonly AgentOutput[], book: FigureBook): string[] {
  const outputOf = (agent: string) => outputs.find((output) => output.agent === agent);
  const candidates = [
    ...citedIds(outputOf('cto')?.summary ?? ''),
    ...facts.recommendations.slice(0, 3).flatMap((one) => one.cost.figureIds),
    ...['cloud-engineer', 'infrastructure', 'ai-consultant'].flatMap((id) =>
      citedIds(outputOf(id)?.summary ?? ''),
    ),
  ];
  const known = [...new Set(candidates)].filter((id) => book.get(id)?.value != null);
  const isCount = (id: string) => book.get(id)?.unit === '1';
  return [...known.filter((id) => !isCount(id)), ...known.filter(isCount)].slice(0, KEY_FIGURES);
}

/** A figure whose formula begins with `sum of`, over figures of its own unit, claims to be their sum. */
function totalsOf(figures: readonly Figure[]): ReportTotal[] {
  const units = new Map(figures.map((entry) => [entry.id, entry.unit]));
  return figures
    .filter((entry) => entry.formula?.startsWith('sum of ') && entry.inputs.length > 0)
    .filter((entry) => entry.inputs.every((id) => units.get(id) === entry.unit))
    .map((entry) => ({ figureId: entry.id, parts: entry.inputs }));
}

function answersOf(figures: readonly Figure[], input: AssessmentInput): Record<string, unknown> {
  const ids = [...new Set(figures.flatMap((entry) => entry.inputs.filter(isAnswerId)))].sort();
  const answers = ids.map((id) => [id, readPointer(input, id.slice(ANSWER_PREFIX.length))] as const);
  return Object.fromEntries(answers.filter(([, value]) => value !== undefined));
}
