import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';

/** What should be true before a model goes to work: from the answers alone, and open where they say nothing. */
interface ReadinessRule {
  readonly name: string;
  /** null: nobody has said. */
  readonly isMet: (bench: Workbench) => boolean | null;
  readonly next: string;
}

const practice =
  (name: string) =>
  ({ input }: Workbench): boolean | null =>
    input.team?.practices === undefined ? null : (input.team.practices as readonly string[]).includes(name);

const RULES: readonly ReadinessRule[] = [
  {
    name: 'Goals are stated, so that success can be told',
    isMet: ({ input }) => (input.goals?.length ?? 0) > 0,
    next: 'State what should be better, and by how much.',
  },
  {
    name: 'The model or the API is named',
    isMet: ({ input }) =>
      input.workloads.every(
        ({ kind, model }) => kind === 'classic-ml' || model?.id !== undefined || model?.apiId !== undefined,
      ),
    next: 'Evaluate two or three candidates, and name one.',
  },
  {
    name: 'The data that is handled is stated',
    isMet: ({ input }) => input.workloads.every(({ dataClasses }) => dataClasses !== undefined),
    next: 'State the classes of data of each use case.',
  },
  {
    name: 'Answers are evaluated with every change',
    isMet: practice('automated-evaluation'),
    next: 'Collect real cases and run them with every change of prompt or model.',
  },
  {
    name: 'Answers are watched in use',
    isMet: practice('model-monitoring'),
    next: 'Sample answers in use, and let people rate them.',
  },
  {
    name: 'There is a way back',
    isMet: practice('rollback'),
    next: 'Keep the last version ready, and rehearse the way back to it.',
  },
  {
    name: 'Cost is watched',
    isMet: practice('cost-monitoring'),
    next: 'Set a limit on spend, and an alert below it.',
  },
  {
    name: 'Somebody knows machine learning',
    isMet: ({ input }) => (input.team?.mlEngineers === undefined ? null : input.team.mlEngineers > 0),
    next: 'Train or hire one person who owns the evaluation.',
  },
  {
    name: 'A budget is set',
    isMet: ({ input }) => input.constraints?.budgetUsdPerMonth !== undefined,
    next: 'Set what it may cost a month.',
  },
];

/** How ready the organisation is by what it says, and what to do about the rest. */
export function readiness(notes: Analysis, bench: Workbench): void {
  const applied = RULES.map((rule) => ({ rule, met: rule.isMet(bench) }));
  const met = applied.filter((entry) => entry.met === true).length;
  const all = notes.count(
    'ai-consultant.readiness.rules',
    'Conditions of readiness',
    applied.length,
    'count of the rules of the checklist',
  );
  const done = notes.count(
    'ai-consultant.readiness.met',
    'Conditions of readiness that are met',
    met,
    'count of rules that an answer meets',
  );
  notes.show({
    id: 'ai-consultant.readiness',
    title: 'Readiness: what should be true before a model goes to work',
    columns: ['Condition', 'State', 'Next'],
    rows: applied.map(({ rule, met: state }) => [
      rule.name,
      state === null ? 'not stated' : state ? 'met' : 'open',
      state ? '' : rule.next,
    ]),
  });
  const [first] = applied.filter((entry) => entry.met !== true);
  notes.find({
    id: 'ai-consultant.readiness',
    severity: met * 2 < applied.length ? 'medium' : 'info',
    title: `Readiness: ${cite(done)} of ${cite(all)} conditions are met`,
    statement: first
      ? `By the answers alone. The first that is open: ${first.rule.name.charAt(0).toLowerCase()}${first.rule.name.slice(1)}. ${first.rule.next}`
      : 'By the answers alone; how well it is done they do not say.',
  });
}
