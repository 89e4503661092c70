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
  /** What would settle an undetermined trigger: an answer that is missing, or a declaration. Null when settled. */
  readonly openUntil: 'answer' | 'declaration' | null;
  /** The answers it was read from. */
  readonly answers: readonly string[];
}
