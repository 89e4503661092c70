import { answerChanges } from './answer-paths';
import type { ComparedRun } from './compared-run';
import type { Cause } from './comparison';
import type { FieldChange } from './value-changes';

export const PRODUCT = 'Infra Mind';
export const CATALOG = 'Catalog as of';
export const OWN_CATALOG = 'Own catalog files';

/** What two runs were given differently, apart from what follows from it. */
export interface RunDifferences {
  readonly answers: readonly FieldChange[];
  /** One for each answer, version, decision, agent ... that differs. */
  readonly causes: readonly Cause[];
  /**
   * The one thing to which whatever the trail does not explain is due, because equal facts give equal figures. Null
   * where several things differ, or where not all of the two runs is known.
   */
  readonly only: Cause | null;
}

/** Reads off two runs what they were given differently. */
export function runDifferences(from: ComparedRun, to: ComparedRun): RunDifferences {
  const answers = answerChanges(from, to);
  const groups = [
    answers.filter(({ kind }) => kind !== 'moved').map(answerCause),
    versionCauses(from, to),
    dayCause(from.document.asOf, to.document.asOf),
    decisionCauses(from, to),
    agentCauses(from, to),
    seedCause(from.facts?.seed ?? null, to.facts?.seed ?? null),
  ];
  return { answers, causes: groups.flat(), only: onlyOf(groups, from.facts !== null && to.facts !== null) };
}

/** The cause that an answer is. */
export function answerCause({ path, fromPointer, toPointer, from, to }: FieldChange): Cause {
  const isAtOnePlace = fromPointer === toPointer || fromPointer === null || toPointer === null;
  const subject = isAtOnePlace ? (fromPointer ?? toPointer ?? path) : path;
  return { key: `answer:${path}`, kind: 'answer', subject, label: `answer ${subject}`, from, to };
}

function versionCauses(from: ComparedRun, to: ComparedRun): Cause[] {
  const [before, after] = [from.document.versions, to.document.versions];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [a, b] = [before[name] ?? null, after[name] ?? null];
    if (a === b) return [];
    return [
      { key: `versions:${name}`, kind: 'versions' as const, subject: name, label: name, from: a, to: b },
    ];
  });
}

/** The cause that another seed is. */
export function seedCause(from: number | null, to: number | null): Cause[] {
  return pairCause('options', 'Seed of the simulation', from, to);
}

/** The cause that another day of the assessment is. */
export function dayCause(from: string, to: string): Cause[] {
  return pairCause('as-of', 'Day of the assessment', from, to);
}

function pairCause(kind: 'as-of' | 'options', label: string, from: unknown, to: unknown): Cause[] {
  return from === to ? [] : [{ key: kind, kind, subject: kind, label, from, to }];
}

function decisionCauses(from: ComparedRun, to: ComparedRun): Cause[] {
  const byKey = (run: ComparedRun) => new Map((run.facts?.decisions ?? []).map((one) => [one.key, one]));
  const [before, after] = [byKey(from), byKey(to)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [a, b] = [before.get(key)?.option ?? null, after.get(key)?.option ?? null];
    if (a === b) return [];
    const label = `decision of a person on ${key}`;
    return [{ key: `decision:${key}`, kind: 'decision' as const, subject: key, label, from: a, to: b }];
  });
}

function agentCauses(from: ComparedRun, to: ComparedRun): Cause[] {
  const standing = (run: ComparedRun) =>
    new Map(run.document.agents.map(({ agent, missing }) => [agent as string, missing === null]));
  const [before, after] = [standing(from), standing(to)];
  const words = (heard: boolean | undefined) => (heard ? 'has a result' : 'missing');
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((agent) => {
    if ((before.get(agent) ?? false) === (after.get(agent) ?? false)) return [];
    const label = `agent ${agent} is missing in one run`;
    const sides = { from: words(before.get(agent)), to: words(after.get(agent)) };
    return [
      { key: `agent-missing:${agent}`, kind: 'agent-missing' as const, subject: agent, label, ...sides },
    ];
  });
}

/** Several answers, or several decisions, are one thing here: one of them it was. */
function onlyOf(groups: readonly (readonly Cause[])[], isAllKnown: boolean): Cause | null {
  const given = groups.filter((group) => group.length > 0);
  const [group] = given;
  if (!isAllKnown || !group || given.length > 1) return null;
  const [first] = group;
  if (!first || group.length === 1) return first ?? null;
  const both = (side: 'from' | 'to') => Object.fromEntries(group.map((one) => [one.subject, one[side]]));
  const several = { from: both('from'), to: both('to') };
  if (first.kind === 'answer')
    return {
      key: 'answers',
      kind: 'answers',
      subject: 'answers',
      label: `one of ${group.length} answers`,
      ...several,
    };
  if (first.kind === 'decision')
    return {
      key: 'decisions',
      kind: 'decisions',
      subject: 'decisions',
      label: `one of ${group.length} decisions`,
      ...several,
    };
  if (first.kind === 'versions')
    return {
      key: 'versions',
      kind: 'versions',
      subject: 'versions',
      label: 'versions of product and catalog',
      ...several,
    };
  return null;
}
