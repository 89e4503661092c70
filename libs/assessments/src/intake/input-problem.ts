/** Why an input cannot be assessed as it stands: it contradicts itself, or names what does not exist. */
export interface InputProblem {
  /** Stable: `input.contradiction`, `input.unknown-id`, `input.missing`, `input.unreadable-trace`. */
  readonly code: 'input.contradiction' | 'input.unknown-id' | 'input.missing' | 'input.unreadable-trace';
  /** RFC 6901 pointer to the answer to change. */
  readonly pointer: string;
  readonly message: string;
}
