/**
 * Whether a trigger of the catalog is true of this organisation. `undetermined` means that no answer settles it:
 * that is a question, never a no.
 */
export type TriggerState = 'raised' | 'not-raised' | 'undetermined';

export interface TriggerAssessment {
  readonly id: string;
  readonly definition: string;
  readonly state: TriggerState;
  readonly why: string;
  /** The answers it was read from. */
  readonly answers: readonly string[];
}
