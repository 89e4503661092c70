import type { OpenQuestion } from '@app/assessments';
import { cite } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';
import { measureLeverage, type Leverage } from './leverage';
import { sensitivityOf, type WorkloadSensitivity } from './sensitivity';
import { decisiveWords, noteSensitivity, type QuestionWeight } from './sensitivity-notes';
import { chatbotPrompt } from './chatbot.prompt';
import { assumptionRisks } from './assumption-risks';

/** Open questions, clarifications, answer pack. */
export const chatbotAgent: Agent = {
  id: 'chatbot',
  title: 'Chatbot',
  decides: 'Which questions to ask next, ordered by how much their answer can still change.',
  prompt: chatbotPrompt,
  analyse,
};

/** A fleet that may be half as large again, or a third smaller, is worth asking about first. */
const DECISIVE = 1.5;

const PRIORITIES: ReadonlyArray<OpenQuestion['priority']> = ['must', 'should', 'could'];

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  const notes = new Analysis('chatbot', bench);
  const { assumptions, questions } = bench.intake;
  notes.assume(...assumptions);
  const leverages: Leverage[] = [];
  const sensitivities: WorkloadSensitivity[] = [];
  for (const workload of bench.workloads) {
    await breathe(signal);
    leverages.push(...measureLeverage(notes, bench, workload));
    const sensitivity = await sensitivityOf(bench, workload, signal);
    if (sensitivity) sensitivities.push(sensitivity);
  }
  const weights = noteSensitivity(notes, bench, sensitivities);
  const byQuestion = new Map(leverages.map((entry) => [entry.questionId, entry]));
  const needless = fleetQuestions(bench);
  const ordered = questions
    .map((question) => withLeverage(question, byQuestion.get(question.id)))
    .map((question) => (needless.has(question.id) ? { ...question, priority: 'could' as const } : question))
    .map((question) => withWeight(question, weights.get(question.id)))
    .sort((a, b) => rankOf(a, weights, byQuestion) - rankOf(b, weights, byQuestion));
  notes.ask(...ordered);
  leverageTable(notes, leverages);
  const open = notes.count(
    'chatbot.questions',
    'Open questions about the input',
    questions.length,
    'count of answers that are missing and matter',
  );
  const assumed = notes.count(
    'chatbot.assumptions',
    'Answers that were assumed',
    assumptions.length,
    'count of assumptions',
  );
  const waiting = openDeclarations(notes, bench);
  const first = ordered[0];
  if (first) {
    notes.find({
      id: 'chatbot.first-question',
      severity: first.priority === 'must' ? 'medium' : 'info',
      title: 'The question to answer first',
      statement: `${first.question} ${first.why}`,
    });
  }
  notes.leaveOut({
    id: 'chatbot.conversation',
    subject: 'Conversation about this assessment',
    reason: 'a run holds no conversation; questions and answers are exchanged through the input',
  });
  const taken = `${counted(assumed, 'answer on workloads was', 'answers on workloads were')} assumed`;
  const state =
    questions.length === 0
      ? `No number is missing, and ${taken}.`
      : `${counted(open, 'question is', 'questions are')} open and ${taken}. They are ordered by what they can still change.`;
  assumptionRisks(notes, bench);
  const decisive = decisiveWords(notes, ordered, weights);
  return notes.done([state, decisive, waiting].filter((part) => part !== '').join(' '));
}

/** Numbers that size a fleet and move no API bill. */
const FLEET_FIELDS = ['peakFactor', 'timeToFirstTokenMs', 'timePerOutputTokenMs', 'availabilityPercent'];

/** Questions about the fleet of workloads that run on an API alone: their answers change little. */
function fleetQuestions(bench: Workbench): ReadonlySet<string> {
  const byApi = bench.workloads.filter((workload) => workload.hostingLimit === 'api-only');
  return new Set(byApi.flatMap(({ id }) => FLEET_FIELDS.map((field) => `question.${id}.${field}`)));
}

/** How many declarations would settle requirements of frameworks that apply already. */
function openDeclarations(notes: Analysis, bench: Workbench): string {
  const applying = new Set(
    bench.compliance.frameworks.filter((entry) => entry.state === 'applies').map((entry) => entry.id),
  );
  const open = bench.compliance.openTriggers.filter(
    (entry) =>
      entry.trigger.openUntil === 'declaration' &&
      entry.requirements.some((key) => applying.has(key.slice(0, key.indexOf(':')))),
  );
  const count = notes.count(
    'chatbot.declarations',
    'Declarations that would settle requirements of frameworks that apply',
    open.length,
    'count of undetermined triggers for which a requirement of an applicable framework waits',
  );
  return open.length === 0
    ? ''
    : `${counted(count, 'declaration', 'declarations')} would settle which further requirements apply; they are among the open questions.`;
}

/** An answer that moves no accelerator still moves an API bill, where there is one; else it only refines. */
function withLeverage(question: OpenQuestion, leverage: Leverage | undefined): OpenQuestion {
  if (!leverage) return question;
  if (leverage.ratio === 1) {
    const priority = leverage.movesApiBill ? 'should' : 'could';
    const why = `${question.why} Across its range the fleet stays at ${counted(leverage.least, 'accelerator', 'accelerators')}.`;
    return { ...question, priority, why };
  }
  const why = `${question.why} Across its range the fleet needs from ${cite(leverage.least)} to ${cite(leverage.most)} accelerators.`;
  return { ...question, priority: leverage.ratio >= DECISIVE ? 'must' : 'should', why };
}

/** What the search says of a question weighs more than what the fleet says: it is the recommendation itself. */
function withWeight(question: OpenQuestion, weight: QuestionWeight | undefined): OpenQuestion {
  if (!weight) return question;
  const why = `${question.why} ${weight.words}`;
  return { ...question, why, priority: weight.isDecisive ? 'must' : question.priority };
}

/** Decisive questions first, the one with most money between its cases before the others. */
function rankOf(
  question: OpenQuestion,
  weights: ReadonlyMap<string, QuestionWeight>,
  leverages: ReadonlyMap<string, Leverage>,
): number {
  const weight = weights.get(question.id);
  if (weight?.isDecisive) return -1_000_000 - Math.log1p(weight.spread.value ?? 0);
  return rank(question, leverages);
}

/** A measured leverage comes before a guessed one of the same priority, and one that moves nothing after it. */
function rank(question: OpenQuestion, leverages: ReadonlyMap<string, Leverage>): number {
  const measured = leverages.get(question.id)?.ratio;
  const leverage = measured === undefined ? 1 : measured === 1 ? 0 : measured;
  return PRIORITIES.indexOf(question.priority) * 1_000 - Math.min(leverage, 500);
}

function leverageTable(notes: Analysis, leverages: readonly Leverage[]): void {
  notes.show({
    id: 'chatbot.leverage',
    title: 'What an answer can still change: accelerators across the range of each assumption',
    columns: ['Assumption', 'Taken', 'At the low end', 'At the high end'],
    rows: [...leverages]
      .sort((a, b) => b.ratio - a.ratio)
      .map((entry) => [entry.label, cite(entry.taken), cite(entry.atLow), cite(entry.atHigh)]),
  });
}
