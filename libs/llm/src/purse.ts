/** Tokens and money. A million micro-dollars are one US dollar. */
export interface Spend {
  readonly tokens: number;
  readonly microUsd: number;
}

/** What was set aside for one call. */
export interface Reservation {
  /** Gives back what the call did not use. Not called, the whole stays spent: nobody knows what the call cost. */
  settle(actual: Spend): Promise<void>;
}

/**
 * Who pays for model calls. It is asked before each call for the most that the call can cost, so that a limit is kept
 * and not noticed afterwards.
 */
export interface Purse {
  /** @throws llm.budget-spent when that much is not left; @throws anything that says the work must stop */
  reserve(most: Spend): Promise<Reservation>;
}
