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

/** Open questions, once for each answer they ask for (or each id, where no answer is named), most urgent first. */
export function mergeQuestions(ordered: readonly AgentOutput[]): OpenQuestion[] {
  const groups: OpenQuestion[][] = [];
  const known = new Map<string, OpenQuestion[]>();
  for (const question of ordered.flatMap((output) => output.questions)) {
    const names = [`id ${question.id}`, ...(question.pointer === '' ? [] : [`pointer ${question.pointer}`])];
    let group = names.map((name) => known.get(name)).find((found) => found !== undefined);
    if (!group) groups.push((group = []));
    group.push(question);
    for (const name of names) if (!known.has(name)) known.set(name, group);
  }
  return groups
    .map((group) => {
      const byPriority = [...group].sort((a, b) => urgency(a) - urgency(b));
      return { ...(byPriority[0] as OpenQuestion), why: joinDistinct(byPriority.map((entry) => entry.why)) };
    })
    .sort((a, b) => urgency(a) - urgency(b) || byText(a.id, b.id));
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
