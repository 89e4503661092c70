import type { ControlFact } from './compliance-facts';
import { artefactFault } from './evidence-artefact';

/**
 * How far a control or requirement is shown to be met. `passed` needs an implemented control with a dated artefact
 * in force; `claimed` is implemented on its owner's word; `not-evaluable` has no answer.
 */
export const GRADES = ['passed', 'partial', 'claimed', 'failed', 'not-evaluable'] as const;
export type Grade = (typeof GRADES)[number];

export interface ControlGrade {
  readonly id: string;
  readonly grade: Grade;
  readonly why: string;
  readonly answer: string | null;
  /** What the answers say against each other, or null. */
  readonly contradiction: string | null;
  /** The last day (ISO) on which what passed still does; null where it does not pass, or where nothing expires. */
  readonly validUntil: string | null;
}

interface Judgement {
  readonly grade: Grade;
  readonly why: string;
  readonly validUntil?: string | undefined;
}

/** Lower stands where answers contradict each other. */
const STANDING: readonly Grade[] = ['failed', 'partial', 'claimed', 'passed'];

/** Why a control is not evaluable of which nobody spoke. */
export const UNANSWERED = 'nobody said whether it is in place';

/** Grades one control as of an ISO date, by all that was said of it. The order of the answers does not matter. */
export function gradeControl(id: string, said: readonly ControlFact[], asOf: string): ControlGrade {
  const [first] = said;
  if (!first) {
    return {
      id,
      grade: 'not-evaluable',
      why: UNANSWERED,
      answer: null,
      contradiction: null,
      validUntil: null,
    };
  }
  const judged = statusesOf(said).map((status) => {
    const same = said.filter((fact) => fact.status === status);
    const evidence = same.flatMap((fact) => fact.evidence);
    return { status, fact: same[0] ?? first, ...judge(status, evidence, asOf), evidence };
  });
  const lowest = judged.reduce((low, entry) =>
    STANDING.indexOf(entry.grade) < STANDING.indexOf(low.grade) ? entry : low,
  );
  const contradiction = contradictionOf(judged, asOf);
  return {
    id,
    grade: lowest.grade,
    why: contradiction ? `${lowest.why}; ${contradiction}` : lowest.why,
    answer: lowest.fact.answer,
    contradiction,
    validUntil: lowest.validUntil ?? null,
  };
}

function statusesOf(said: readonly ControlFact[]): Array<ControlFact['status']> {
  return [...new Set(said.map((fact) => fact.status))].sort();
}

function contradictionOf(
  judged: ReadonlyArray<{
    readonly status: ControlFact['status'];
    readonly evidence: ControlFact['evidence'];
  }>,
  asOf: string,
): string | null {
  if (judged.length > 1) {
    return `contradicting answers (${judged.map((entry) => entry.status).join(', ')}): the lowest of them stands`;
  }
  const [only] = judged;
  if (!only || (only.status !== 'absent' && only.status !== 'no')) return null;
  return inForce(only.evidence, asOf).length > 0
    ? 'its owner says that it is not in place, and yet names evidence in force'
    : null;
}

function judge(status: ControlFact['status'], evidence: ControlFact['evidence'], asOf: string): Judgement {
  if (status === 'partial') return { grade: 'partial', why: 'the control is in place in part' };
  // Whatever is not a plain yes is a no: a status that a later version knows must not pass here.
  if (status !== 'implemented') {
    return { grade: 'failed', why: `the control is ${status === 'planned' ? 'only planned' : 'absent'}` };
  }
  const [good] = inForce(evidence, asOf);
  if (good) {
    const until = good.expiryDate ? `, valid until ${good.expiryDate}` : ', with no expiry stated';
    const why = `evidence of ${good.effectiveDate}${until}`;
    return { grade: 'passed', why, validUntil: good.expiryDate };
  }
  return { grade: 'claimed', why: whyNotInForce(evidence, asOf) };
}

type Evidence = ControlFact['evidence'][number];

/** Evidence that counts as of a date: without a fault; the one valid longest first. */
function inForce(evidence: readonly Evidence[], asOf: string): Evidence[] {
  return evidence
    .filter((entry) => faultOf(entry, asOf) === null)
    .sort(
      (a, b) =>
        compare(b.expiryDate ?? '9999', a.expiryDate ?? '9999') || compare(b.effectiveDate, a.effectiveDate),
    );
}

/** Why a piece of evidence does not count as of a date, and how near it is to counting: the higher, the nearer. */
function faultOf(
  { artefact, effectiveDate, expiryDate }: Evidence,
  asOf: string,
): { readonly why: string; readonly nearness: number } | null {
  const unnamed = artefactFault(artefact);
  if (unnamed) return { why: unnamed, nearness: 0 };
  const days = [effectiveDate, ...(expiryDate === undefined ? [] : [expiryDate])];
  if (!days.every(isDay)) {
    return {
      why: 'its evidence has no dates that can be read: expected days such as 2026-03-31',
      nearness: 1,
    };
  }
  if (effectiveDate > asOf) {
    return { why: 'its evidence takes effect only after the date of this assessment', nearness: 2 };
  }
  if (expiryDate !== undefined && expiryDate < asOf) {
    return { why: `its evidence expired on ${expiryDate}`, nearness: 3 };
  }
  return null;
}

/** Whether a text is a day of the calendar, as in 2026-03-31. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function whyNotInForce(evidence: readonly Evidence[], asOf: string): string {
  const [nearest] = evidence
    .flatMap((entry) => faultOf(entry, asOf) ?? [])
    .sort((a, b) => b.nearness - a.nearness || compare(b.why, a.why));
  return nearest?.why ?? 'in place by its owner’s word, without evidence';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * A requirement needs every one of its controls: all passed is passed, a known gap beside something in place is
 * partial, nothing but gaps is failed, and a missing answer keeps the rest from being called met.
 */
export function gradeRequirement(controls: ReadonlyArray<Pick<ControlGrade, 'grade'>>): Grade {
  const grades = new Set(controls.map((entry) => entry.grade));
  const inPlace = grades.has('passed') || grades.has('claimed') || grades.has('partial');
  if (grades.has('failed')) return inPlace ? 'partial' : 'failed';
  if (grades.has('partial')) return 'partial';
  if (grades.has('not-evaluable') || grades.size === 0) return 'not-evaluable';
  return grades.has('claimed') ? 'claimed' : 'passed';
}
