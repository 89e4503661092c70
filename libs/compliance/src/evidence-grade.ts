import type { ControlFact } from './compliance-facts';

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
}

/** Grades one control as of an ISO date. */
export function gradeControl(id: string, control: ControlFact | undefined, asOf: string): ControlGrade {
  if (!control)
    return { id, grade: 'not-evaluable', why: 'nobody said whether it is in place', answer: null };
  const { answer } = control;
  if (control.status === 'absent' || control.status === 'planned') {
    return { id, grade: 'failed', why: `the control is ${control.status}`, answer };
  }
  if (control.status === 'partial')
    return { id, grade: 'partial', why: 'the control is in place in part', answer };
  const started = control.evidence.filter((entry) => entry.effectiveDate <= asOf);
  const inForce = started.find((entry) => entry.expiryDate === undefined || entry.expiryDate >= asOf);
  if (inForce) {
    const until = inForce.expiryDate ? `, valid until ${inForce.expiryDate}` : ', with no expiry stated';
    return { id, grade: 'passed', why: `evidence of ${inForce.effectiveDate}${until}`, answer };
  }
  const lapsed = started
    .map((entry) => entry.expiryDate ?? '')
    .sort()
    .at(-1);
  if (lapsed) return { id, grade: 'claimed', why: `its evidence expired on ${lapsed}`, answer };
  if (control.evidence.length > 0) {
    return {
      id,
      grade: 'claimed',
      why: 'its evidence takes effect only after the date of this assessment',
      answer,
    };
  }
  return { id, grade: 'claimed', why: 'in place by its owner’s word, without evidence', answer };
}

/**
 * A requirement needs every one of its controls: all passed is passed, a known gap beside something in place is
 * partial, nothing but gaps is failed, and a missing answer keeps the rest from being called met.
 */
export function gradeRequirement(controls: readonly ControlGrade[]): Grade {
  const grades = new Set(controls.map((entry) => entry.grade));
  const inPlace = grades.has('passed') || grades.has('claimed') || grades.has('partial');
  if (grades.has('failed')) return inPlace ? 'partial' : 'failed';
  if (grades.has('partial')) return 'partial';
  if (grades.has('not-evaluable') || grades.size === 0) return 'not-evaluable';
  return grades.has('claimed') ? 'claimed' : 'passed';
}
