import type { AssessmentInput } from '@app/assessments';
import type { PackFacts } from '../pack-facts';
import { PACK_FORMAT } from '../pack-layout';

/** The version of the assessment that the run used. */
export interface InputFile {
  readonly format: number;
  readonly assessmentId: string;
  readonly assessmentVersion: number;
  readonly input: AssessmentInput;
}

export function inputFileOf({ run, input }: PackFacts): InputFile {
  const { assessmentId, assessmentVersion } = run;
  return { format: PACK_FORMAT, assessmentId, assessmentVersion, input };
}
