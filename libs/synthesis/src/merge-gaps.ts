import type { AgentOutput, Assumption, NotEvaluated, OpenQuestion } from '@app/agents';
import { canonicalJson } from '@app/kernel';
import { byText, groupBy, joinDistinct } from './ordering';

const PRIORITIES: ReadonlyArray<OpenQuestion['priority']> = ['must', 'should', 'could'];

/** What was taken in place of answers, once each; sources of equal assumptions are united. */
export function mergeAssumptions(ordered: readonly AgentOutput[]): Assumption[] {
  const groups = groupBy(
    ordered.flatMap((output) => output.assumptions),
    (assumption) => assumption.id,
  );
  return [...groups.values()]
    .map((group) => {
      const first = group[0] as Assumption;
      const sources = new Map(
        group.flatMap((entry) => entry.sources).map((source) => [canonicalJson(source), source]),
      );
      return { ...first, why: joinDistinct(group.map((entry) => entry.why)), sources: [...sources.values()] };
    })
    .sort((a, b) => byText(a.id, b.id));
}

/**
 * Open questions, most urgent first, each once: equal ids are one question, and so are questions of different agents
 * for the same answer. Where an agent itself asks several things about one answer, they stay apart.
 */
export function mergeQuestions(ordered: readonly AgentOutput[]): OpenQuestion[] {
  const several = pointersAskedSeveralTimes(ordered);
  const nameOf = (question: OpenQuestion) =>
    question.pointer === '' || several.has(question.pointer)
      ? `id ${question.id}`
      : `pointer ${question.pointer}`;
  const groups = groupBy(
    ordered.flatMap((output) => output.questions),
    nameOf,
  );
  return [...groups.values()]
    .map((group) => {
      const byPriority = [...group].sort((a, b) => urgency(a) - urgency(b));
      return { ...(byPriority[0] as OpenQuestion), why: joinDistinct(byPriority.map((entry) => entry.why)) };
    })
    .sort((a, b) => urgency(a) - urgency(b) || byText(a.id, b.id));
}

function pointersAskedSeveralTimes(ordered: readonly AgentOutput[]): ReadonlySet<string> {
  const several = ordered.flatMap((output) =>
    [...groupBy(output.questions, (question) => question.pointer).entries()]
      .filter(([, group]) => new Set(group.map((question) => question.id)).size > 1)
      .map(([pointer]) => pointer),
  );
  return new Set(several);
}

/** What nobody could compute, once for each subject and reason. */
export function mergeNotEvaluated(ordered: readonly AgentOutput[]): NotEvaluated[] {
  const groups = groupBy(
    ordered.flatMap((output) => output.notEvaluated),
    (entry) => entry.id,
  );
  return [...groups.values()]
    .map((group) => ({
      ...(group[0] as NotEvaluated),
      reason: joinDistinct(group.map((entry) => entry.reason)),
    }))
    .sort((a, b) => byText(a.id, b.id));
}

function urgency(question: OpenQuestion): number {
  return PRIORITIES.indexOf(question.priority);
}
