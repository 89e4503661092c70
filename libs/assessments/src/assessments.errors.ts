import type { FieldProblem } from '@app/kernel';
import { AppError } from '@app/kernel';

/** No assessment of this tenant has the id. */
export function assessmentNotFound(id: string): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'assessment.not-found',
    message: `There is no assessment ${id}. GET /v1/assessments lists the ones you have.`,
  });
}

/** The assessment exists, this version of it does not. */
export function assessmentVersionNotFound(id: string, version: number): AppError {
  return new AppError({
    kind: 'not-found',
    code: 'assessment.version-not-found',
    message: `Assessment ${id} has no version ${version}. Versions count from 1.`,
  });
}

/** Somebody else changed the assessment since the caller read it. */
export function assessmentChanged(id: string, expected: number, actual: number): AppError {
  return new AppError({
    kind: 'precondition-failed',
    code: 'assessment.changed',
    message: `Assessment ${id} is at version ${actual}, not ${expected}: read it again, apply your change to that and send its ETag.`,
  });
}

/** Workloads whose ids are given twice: every figure id would be ambiguous. */
export function duplicateWorkloadIds(problems: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'assessment.duplicate-workload-id',
    message: 'Workload ids must differ from each other: figures, findings and costs are named by them.',
    problems,
  });
}
