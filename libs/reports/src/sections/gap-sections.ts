import type { AgentOutput, Assumption, NotEvaluated, OpenQuestion } from '@app/agents';
import type { WorkloadInput } from '@app/assessments';
import { cite, literal, type Figure, type Source } from '@app/kernel';
import type { ReportAgent, ReportBlock, ReportSection } from '../document-tree';
import { AUDIENCES } from '../template-id';
import { headingOf } from '../figure-format';
import { findingCard, tableBlocks } from './agent-chapters';
import { wordingNote } from './wording';

const PRIORITIES: Readonly<Record<OpenQuestion['priority'], string>> = {
  must: 'Needed',
  should: 'Useful',
  could: 'Refines',
};

/** What to answer next, most urgent first, and how the chatbot agent sums it up. */
export function openQuestions(
  questions: readonly OpenQuestion[],
  outputs: readonly AgentOutput[],
  workloads: readonly WorkloadInput[],
): ReportSection {
  const chatbot = outputs.find((output) => output.agent === 'chatbot');
  const blocks: ReportBlock[] = [];
  if (chatbot) {
    blocks.push({ kind: 'paragraph', text: chatbot.summary }, ...wordingNote(chatbot));
    blocks.push(...chatbot.findings.map(findingCard), ...chatbot.tables.flatMap(tableBlocks));
  }
  blocks.push(
    questions.length === 0
      ? { kind: 'paragraph', text: 'No answer is missing that would change the result.' }
      : {
          kind: 'table',
          id: 'questions.open',
          title: 'Questions, most urgent first',
          columns: ['Priority', 'Question', 'Why it matters', 'Field'],
          rows: questions.map((one) => [
            PRIORITIES[one.priority],
            literal(one.question),
            one.why,
            fieldName(one.pointer, workloads),
          ]),
        },
  );
  return { id: 'open-questions', title: 'Open questions', audiences: AUDIENCES, blocks };
}

/** What was taken in place of answers that were not given, and what the formulas take as given. */
export function assumptionList(
  assumptions: readonly Assumption[],
  takenAsGiven: readonly Figure[],
  workloads: readonly WorkloadInput[],
): ReportSection {
  const answers: ReportBlock =
    assumptions.length === 0
      ? { kind: 'paragraph', text: 'No answer had to be assumed: every one that was needed was given.' }
      : {
          kind: 'table',
          id: 'assumptions.answers',
          title: 'Answers that were assumed',
          columns: ['Assumed', 'Value', 'Why', 'Replaced by answering'],
          rows: assumptions.map((one) => [
            literal(one.label),
            one.value,
            sentence(one.why) + sourceNote(one.sources),
            fieldName(one.pointer, workloads),
          ]),
        };
  const blocks = [answers, ...(takenAsGiven.length === 0 ? [] : [formulaTable(takenAsGiven)])];
  return { id: 'assumptions', title: 'Assumptions', audiences: AUDIENCES, blocks };
}

/** One row for each ground: what rests on the same one stands together. */
function formulaTable(takenAsGiven: readonly Figure[]): ReportBlock {
  const byGround = Map.groupBy(
    takenAsGiven,
    (entry) => sentence(entry.formula ?? '') + sourceNote(entry.sources),
  );
  return {
    kind: 'table',
    id: 'assumptions.formulas',
    title: 'What the formulas take as given',
    columns: ['Taken as given', 'On what ground'],
    rows: [...byGround.entries()].map(([ground, entries]) => [
      entries.map((entry) => `${literal(headingOf(entry))}: ${cite(entry)}`).join('; '),
      ground.trim(),
    ]),
  };
}

/** Where an answer goes, and of which workload it is: the same question is asked of several. */
function fieldName(pointer: string, workloads: readonly WorkloadInput[]): string {
  const index = /^\/workloads\/(\d+)\//.exec(pointer)?.[1];
  const name = index === undefined ? undefined : workloads[Number(index)]?.name;
  return literal(name === undefined ? pointer : `${name}: ${pointer}`);
}

/** A reason as a sentence of its own: agents give some as the end of one. */
function sentence(words: string): string {
  const begun = words.replace(/^[a-z]+(?=[ ,:]|$)/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return literal(/[.!?]$/.test(begun) || begun === '' ? begun : `${begun}.`);
}

function sourceNote(sources: readonly Source[]): string {
  if (sources.length === 0) return '';
  const titles = sources.map((source) => `${literal(source.title)} (${literal(source.asOf)})`);
  return ` Source: ${titles.join('; ')}.`;
}

/** What this analysis does not contain, with the reason. */
export function notEvaluatedList(entries: readonly NotEvaluated[]): ReportSection {
  const block: ReportBlock =
    entries.length === 0
      ? { kind: 'paragraph', text: 'The agents of this run report nothing that they left out.' }
      : {
          kind: 'table',
          id: 'not-evaluated.list',
          title: 'What was left out, and why',
          columns: ['Subject', 'Why not'],
          rows: entries.map((one) => [literal(one.subject), sentence(one.reason)]),
        };
  return { id: 'not-evaluated', title: 'Not evaluated', audiences: AUDIENCES, blocks: [block] };
}

/** The agents whose results are not in this report. */
export function missingAgentList(agents: readonly ReportAgent[]): ReportSection {
  const missing = agents.filter((agent) => agent.missing !== null);
  const block: ReportBlock =
    missing.length === 0
      ? { kind: 'paragraph', text: 'None: every agent of this run gave its result.' }
      : {
          kind: 'table',
          id: 'missing-agents.list',
          title: 'Agents without a result',
          columns: ['Agent', 'Reason'],
          rows: missing.map((agent) => [agent.name, sentence(agent.missing ?? '')]),
        };
  return { id: 'missing-agents', title: 'Missing agents', audiences: AUDIENCES, blocks: [block] };
}
