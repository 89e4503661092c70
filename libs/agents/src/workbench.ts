import type { AssessmentInput } from '@app/assessments';

/** What the agents of one run share: the input and, computed once on first use, the engines' results. */
export interface Workbench {
  readonly input: AssessmentInput;
  /** ISO date against which staleness and application dates are judged. */
  readonly asOf: string;
  readonly seed: number;
}
