import { type Figure, figure, unknownFigure } from '@app/kernel';
import { CONTROLS_AS_OF, findControl } from './control-library';
import { controlPhrase } from './control-name';
import type { Grade } from './evidence-grade';

/** How far a grade is from passed, 0 to 4. What nobody answered may be missing altogether, or in place. */
const SHORTFALL: Readonly<Record<Grade, number>> = {
  passed: 0,
  claimed: 1,
  partial: 2,
  'not-evaluable': 3,
  failed: 4,
};

/**
 * Whether a control is claimed that is itself a record, such as a risk analysis or a contract. Encryption runs on when
 * the report on it expires; a risk analysis that expired or that nobody can name is not there for what it is asked.
 */
export function isRecordDue(control: string, grade: Grade): boolean {
  return grade === 'claimed' && findControl(control)?.record === true;
}

/** A record that is due stands no better than a control in place in part. */
function weighedGrade(control: string, grade: Grade): Grade {
  return isRecordDue(control, grade) ? 'partial' : grade;
}

/** Person-days to record a dated artefact of what is in place: our own estimate. */
const PROOF_DAYS = { low: 0.25, likely: 1, high: 3 };

/** The share of a control that is left to do where it is in place in part. */
const LEFT = { low: 0.25, likely: 0.5, high: 0.75 };

/** Risk points of a gap, 0 to 20: consequence (1 to 5) x shortfall of its grade; unknown for what our library does not rate. */
export function gapRisk(control: string, grade: Grade, inputs: readonly string[]): Figure {
  const row = findControl(control);
  const draft = {
    id: `compliance.controls.${control}.risk`,
    label: `Risk points of the gap in the ${controlPhrase(control)}`,
    unit: '1',
    method: 'assumed' as const,
    formula: `consequence if missing (1 to 5, our judgement of ${CONTROLS_AS_OF}) x shortfall (failed 4, no answer 3, in part 2, claimed 1, or 2 where it is itself a record and none is in force)`,
    inputs: [...inputs],
  };
  if (!row) return unknownFigure({ ...draft, reason: 'the control is of an own framework and is not rated' });
  return figure({ ...draft, value: row.consequence * SHORTFALL[weighedGrade(control, grade)] });
}

/** Person-days to close a gap, as a range; unknown for what our library does not rate. */
export function gapEffort(control: string, grade: Grade, inputs: readonly string[]): Figure {
  const row = findControl(control);
  const draft = {
    id: `compliance.controls.${control}.effort`,
    label: `Effort to close the gap in the ${controlPhrase(control)}`,
    unit: 'person-days',
    method: 'assumed' as const,
    formula: `days from nothing (our estimate of ${CONTROLS_AS_OF}); half of them (a quarter to three quarters) where it is in place in part; the days to record proof where it is claimed, which are the least for a record that is due and else counts as in part`,
    inputs: [...inputs],
  };
  if (!row) return unknownFigure({ ...draft, reason: 'the control is of an own framework and is not rated' });
  const { low, likely, high } = daysLeft(row.effortDays, weighedGrade(control, grade));
  // A record may be in force and only have to be named.
  if (isRecordDue(control, grade)) {
    return figure({ ...draft, value: likely, low: Math.min(PROOF_DAYS.low, low), high });
  }
  return figure({ ...draft, value: likely, low, high });
}

interface Days {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

function daysLeft(whole: Days, grade: Grade): Days {
  if (grade === 'passed') return { low: 0, likely: 0, high: 0 };
  if (grade === 'claimed') return PROOF_DAYS;
  if (grade === 'partial') {
    return { low: whole.low * LEFT.low, likely: whole.likely * LEFT.likely, high: whole.high * LEFT.high };
  }
  // An answer may show that it is in place, so that only its proof is missing.
  return grade === 'not-evaluable' ? { ...whole, low: Math.min(PROOF_DAYS.low, whole.low) } : whole;
}

/** Highest risk first, of equal risk the least effort, then the most requirements; ids settle the rest. */
export function byRiskAndEffort(
  a: {
    readonly control: string;
    readonly risk: Figure;
    readonly effort: Figure;
    readonly requirements: readonly string[];
  },
  b: {
    readonly control: string;
    readonly risk: Figure;
    readonly effort: Figure;
    readonly requirements: readonly string[];
  },
): number {
  return (
    (b.risk.value ?? -1) - (a.risk.value ?? -1) ||
    (a.effort.value ?? Infinity) - (b.effort.value ?? Infinity) ||
    b.requirements.length - a.requirements.length ||
    (a.control < b.control ? -1 : 1)
  );
}
