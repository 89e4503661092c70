import { answerId, cite } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { onCallVote } from '../bench/availability-vote';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { type AppliedRule, appliedRules } from './applied-rules';
import { maturityByArea } from './maturity-by-area';
import { mlopsPrompt } from './mlops.prompt';
import { operatingModel } from './operating-model';
import { operatingVote } from './operating-vote';
import { practiceRisks } from './practice-risks';

/** Maturity, pipeline, serving, registry, monitoring, rollout. */
export const mlopsAgent: Agent = {
  id: 'mlops',
  title: 'MLOps',
  decides:
    'Which practices these workloads need and have, and how each is built, served, registered, watched and rolled out.',
  prompt: mlopsPrompt,
  analyse,
};

function analyse(bench: Workbench, signal: AbortSignal): AgentOutput {
  signal.throwIfAborted();
  const notes = new Analysis('mlops', bench);
  const applied = appliedRules(bench);
  const practices = bench.input.team?.practices;
  operatingVote(notes, bench);
  onCallVote(notes, bench);
  operatingModel(notes, bench);
  notes.leaveOut({
    id: 'mlops.depth',
    subject: 'How well a practice is lived',
    reason: 'the answers say whether a practice is in place, not how it is done; that needs an interview',
  });
  if (!practices) {
    askForPractices(notes);
    practiceRisks(notes, applied);
    return notes.done(withoutAnswers(notes, applied));
  }
  const inPlace = new Set<string>(practices);
  maturityByArea(notes, applied, inPlace);
  practiceTable(notes, applied, inPlace);
  const missing = applied.filter((entry) => !inPlace.has(entry.rule.practice));
  for (const entry of missing) recommend(notes, entry);
  practiceRisks(notes, missing);
  return notes.done(maturity(notes, applied, inPlace));
}

function withoutAnswers(notes: Analysis, applied: readonly AppliedRule[]): string {
  const required = notes.count(
    'mlops.practices.required',
    'Practices that these workloads require',
    applied.filter((entry) => entry.need === 'required').length,
    'count of rules of the rubric that a workload’s kind requires',
  );
  notes.leaveOut({
    id: 'mlops.maturity',
    subject: 'MLOps maturity',
    reason: 'no answer says which practices are in place',
  });
  notes.show({
    id: 'mlops.practices',
    title: 'Practices that these workloads need',
    columns: ['Practice', 'Need', 'Why'],
    rows: applied.map((entry) => [entry.rule.label, entry.need, entry.rule.why]),
  });
  return `These workloads require ${counted(required, 'practice', 'practices')}; which of them are in place was not said, so maturity is not evaluated.`;
}

function practiceTable(notes: Analysis, applied: readonly AppliedRule[], inPlace: ReadonlySet<string>): void {
  notes.show({
    id: 'mlops.practices',
    title: 'Practices: needed and in place',
    columns: ['Practice', 'Need', 'In place', 'Why'],
    rows: applied.map((entry) => [
      entry.rule.label,
      entry.need,
      inPlace.has(entry.rule.practice) ? 'yes' : 'no',
      entry.rule.why,
    ]),
  });
}

/** The answer that decides most of this agent's result. */
function askForPractices(notes: Analysis): void {
  notes.ask({
    id: 'question.team.practices',
    pointer: '/team/practices',
    question: 'Which practices of running models are in place?',
    why: 'Without it maturity cannot be judged, and every practice that is needed counts as missing.',
    priority: 'should',
  });
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function recommend(notes: Analysis, { rule, need, workloadIds }: AppliedRule): void {
  notes.recommend({
    key: `practice.${rule.practice}`,
    title: `Introduce ${rule.label.toLowerCase()}`,
    rationale: `It is ${need} here: ${rule.why}.`,
    severity: need === 'required' ? 'medium' : 'low',
    workloadIds,
    cost: { figureIds: [], note: 'Work of the team; tools are not priced.' },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: need === 'required' ? 'weeks' : 'days',
      steps: [rule.step, `Show that it works: ${lowered(rule.proof)}`],
      prerequisites: [],
    },
  });
}

function maturity(notes: Analysis, applied: readonly AppliedRule[], inPlace: ReadonlySet<string>): string {
  const answer = [answerId('team', 'practices')];
  const required = applied.filter((entry) => entry.need === 'required');
  const met = required.filter((entry) => inPlace.has(entry.rule.practice));
  const needed = notes.count(
    'mlops.practices.required',
    'Practices that these workloads require',
    required.length,
    'count of rules of the rubric that a workload’s kind requires',
  );
  const have = notes.count(
    'mlops.practices.required-in-place',
    'Required practices in place',
    met.length,
    'count of required practices that the answer names',
    answer,
  );
  const missing = required
    .filter((entry) => !inPlace.has(entry.rule.practice))
    .map((entry) => entry.rule.label);
  notes.find({
    id: 'mlops.maturity',
    severity: missing.length === 0 ? 'info' : 'medium',
    title: `${cite(have)} of ${counted(needed, 'required practice is', 'required practices are')} in place`,
    statement:
      missing.length === 0
        ? 'Every practice that these kinds of workload require is in place.'
        : `Missing: ${listOf(missing)}.`,
  });
  return `${cite(have)} of ${counted(needed, 'practice that these kinds of workload require is', 'practices that these kinds of workload require are')} in place.`;
}
