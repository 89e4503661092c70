import type { AssessmentInput } from './assessment-input';

/** An assessment as the domain knows it: the newest version of what a person told us. */
export interface Assessment {
  readonly id: string;
  readonly tenantId: string;
  /** Counts from 1; every edit makes the next one, and old ones are kept. */
  readonly version: number;
  readonly input: AssessmentInput;
  /** Who made this version, as they call themselves; null where nobody said. */
  readonly by?: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One kept version of an assessment's input. */
export interface AssessmentVersion {
  readonly assessmentId: string;
  readonly tenantId: string;
  readonly version: number;
  readonly input: AssessmentInput;
  /** Who made it, as they call themselves; null where nobody said. */
  readonly by?: string | null;
  readonly createdAt: Date;
}
