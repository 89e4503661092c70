/** What a wording can be refused for. */
export type NarrationFaultKind =
  | 'finding-ids'
  | 'length'
  | 'markup'
  | 'unknown-figure'
  | 'citation'
  | 'free-number'
  | 'foreign-name'
  | 'judgement'
  | 'stray-sentence';

/** What is wrong with a wording. */
export interface NarrationFault {
  /** All that anybody but the model may be told. */
  readonly kind: NarrationFaultKind;
  /** For the model, so that it can mend it: they quote what it said. */
  readonly words: string;
}

/** Faults of one kind. */
export function faultsOfKind(kind: NarrationFaultKind, all: readonly string[]): NarrationFault[] {
  return all.map((words) => ({ kind, words }));
}
