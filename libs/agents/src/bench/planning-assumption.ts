import type { Assumption, OpenQuestion } from '@app/assessments';
import { answerId, figure, jsonPointer, type Figure, type Source } from '@app/kernel';
import type { Workbench } from '../workbench';

/** A number of the plan that nobody gave, what is taken in its place, and the question that would settle it. */
export interface TakenNumber {
  readonly figure: Figure;
  /** null where it was answered. */
  readonly assumption: Assumption | null;
  readonly question: OpenQuestion | null;
}

/** What is taken where nobody answers. */
export interface PlanningDefault {
  /** Field of the input's planning part, for the answer's pointer. */
  readonly path: readonly (string | number)[];
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly why: string;
  readonly question: string;
  readonly sources?: readonly Source[];
}

const PLANNING = 'a planning range of this product, not a published figure';

/** The answer of the planning part as a figure, or the assumption that stands in for it. */
export function taken(bench: Workbench, draft: PlanningDefault, answer: number | undefined): TakenNumber {
  const { name, label, unit, path } = draft;
  if (answer !== undefined) {
    const given = figure({
      id: `answer.planning.${name}`,
      label,
      value: answer,
      unit,
      method: 'sourced',
      inputs: [answerId(...path)],
    });
    return { figure: bench.figures.add(given), assumption: null, question: null };
  }
  const id = `assumption.planning.${name}`;
  const assumed = figure({
    id,
    label,
    value: draft.value,
    low: draft.low,
    high: draft.high,
    unit,
    method: 'assumed',
    formula: draft.sources ? draft.why : `${draft.why}; ${PLANNING}`,
    sources: [...(draft.sources ?? [])],
  });
  return standsIn(bench.figures.add(assumed), draft);
}

/** An assumed figure in the place of an answer: what is said of it, and the question that would settle it. */
export function standsIn(
  assumed: Figure,
  { path, name, question }: Pick<PlanningDefault, 'path' | 'name' | 'question'>,
): TakenNumber {
  const { id, label, formula, sources } = assumed;
  const pointer = jsonPointer(path);
  return {
    figure: assumed,
    assumption: { id, pointer, label, value: `[[${id}]]`, why: formula ?? '', sources: [...sources] },
    question: {
      id: `question.planning.${name}`,
      pointer,
      question,
      why: `Until it is answered, [[${id}]] is taken: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`,
      priority: 'could',
    },
  };
}
