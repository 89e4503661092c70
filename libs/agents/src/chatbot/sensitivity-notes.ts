import type { OpenQuestion } from '@app/assessments';
import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { optionName } from '../ai-consultant/search-words';
import { counted, shortName } from '../bench/naming';
import type { Workbench } from '../workbench';
import type { AnswerOutcome, Sensitivity, Way, WorkloadSensitivity } from './sensitivity';

/** What the chatbot knows of one question from the sensitivity of the search. */
export interface QuestionWeight {
  readonly isDecisive: boolean;
  readonly spread: Figure;
  readonly words: string;
}

/** Writes down what open questions can still change; gives the weight of each by its id. */
export function noteSensitivity(
  notes: Analysis,
  bench: Workbench,
  all: readonly WorkloadSensitivity[],
): ReadonlyMap<string, QuestionWeight> {
  const weights = new Map<string, QuestionWeight>();
  for (const one of all) {
    const ordered = [...one.all].sort(
      (a, b) => Number(b.isDecisive) - Number(a.isDecisive) || b.spread - a.spread,
    );
    const rows = ordered.map((entry) => rowOf(notes, bench, one, entry, weights));
    notes.show({
      id: `chatbot.${one.workload.id}.sensitivity`,
      title: one.workload.isOnly
        ? 'What an answer can still change: the way to run it, and what that costs'
        : `${shortName(one.workload)}: what an answer can still change, and what that costs`,
      columns: ['Open answer', 'Where the answer is', 'What it changes', 'Cost between the cases'],
      rows,
    });
  }
  return weights;
}

function rowOf(
  notes: Analysis,
  bench: Workbench,
  { workload, base }: WorkloadSensitivity,
  entry: Sensitivity,
  weights: Map<string, QuestionWeight>,
): string[] {
  const { variation, outcomes, isDecisive } = entry;
  const scope = `chatbot.${workload.id}.sensitivity.${variation.name}`;
  const inputs = variation.takenId === null ? [] : [variation.takenId];
  const figureOf = (name: string, label: string, value: number | null): Figure =>
    notes.figure({
      id: `${scope}.${name}`,
      label,
      value,
      unknown: value === null ? 'with none of these answers is a way left that has a cost' : undefined,
      unit: 'USD/month',
      method: 'computed',
      formula:
        inputs.length > 0
          ? 'cost of the way recommended with that answer'
          : 'constant of the search with that answer',
      inputs,
    });
  const cells = outcomes.map((outcome) => ({
    outcome,
    cost: outcome.way
      ? figureOf(outcome.name, `${variation.label}: cost with ${outcome.label}`, outcome.way.costUsdPerMonth)
      : null,
  }));
  const isPriced = outcomes.some(({ way }) => way !== null);
  const spread = figureOf(
    'spread',
    `${variation.label}: cost between the cases`,
    isPriced ? entry.spread : null,
  );
  const known = weights.get(variation.questionId);
  const words = wordsOf(entry, spread);
  if (
    !known ||
    Number(isDecisive) > Number(known.isDecisive) ||
    (spread.value ?? 0) > (known.spread.value ?? 0)
  ) {
    weights.set(variation.questionId, {
      isDecisive: isDecisive || (known?.isDecisive ?? false),
      spread,
      words,
    });
  }
  return [
    variation.label,
    cells.map(({ outcome, cost }) => `${outcome.label}: ${cost ? cite(cost) : 'nothing is left'}`).join('; '),
    changesOf(outcomes, bench, base),
    cite(spread),
  ];
}

function wordsOf({ isDecisive, outcomes }: Sensitivity, spread: Figure): string {
  if (isDecisive) {
    const apart = spread.value === null ? '' : `; the cases are ${cite(spread)} apart`;
    return `It can change the recommendation: ${changesIn(outcomes)}${apart}.`;
  }
  return spread.value === 0
    ? 'It changes neither the recommendation nor its cost.'
    : `It changes the size of the answer by up to ${cite(spread)}, not the recommendation.`;
}

function changesIn(outcomes: readonly AnswerOutcome[]): string {
  const cases = outcomes.filter((outcome) => outcome.changes.length > 0);
  return cases.map((outcome) => `with ${outcome.label} ${outcome.changes.join(' and ')}`).join('; ');
}

function changesOf(outcomes: readonly AnswerOutcome[], bench: Workbench, base: Way): string {
  const cases = outcomes
    .filter(({ changes }) => changes.length > 0)
    .map(({ label, changes, way }) => `${label}: ${changes.join(', ')}${leaderOf(way, bench, base)}`);
  return cases.join('; ') || 'nothing';
}

function leaderOf(way: Way | null, bench: Workbench, base: Way): string {
  if (way?.option == null || way.option.id === base.option?.id) return '';
  return ` (${optionName(way.option, bench)})`;
}

/** The next best question, and how many are left that can change the recommendation. */
export function decisiveWords(
  notes: Analysis,
  ordered: readonly OpenQuestion[],
  weights: ReadonlyMap<string, QuestionWeight>,
): string {
  const asked = ordered.filter((question) => weights.has(question.id));
  const decisive = asked.filter((question) => weights.get(question.id)?.isDecisive);
  if (weights.size === 0) return '';
  const count = notes.count(
    'chatbot.decisive-questions',
    'Open questions that can still change the recommendation',
    decisive.length,
    'count of open questions for which a likely answer leads to another recommendation of the search',
  );
  const [next] = decisive;
  if (!next)
    return 'None of the answers that were varied changes the recommendation; they only refine its size.';
  return `${counted(count, 'open question', 'open questions')} can still change the recommendation. The next best question is: ${next.question}`;
}
