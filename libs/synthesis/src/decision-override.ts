/** What a person decided on a choice, in place of the rule. */
export interface DecisionOverride {
  /** The choice: `w1.hosting`. */
  readonly key: string;
  readonly option: string;
  readonly why: string;
  /** Who decided, as they call themselves. */
  readonly by: string;
  /** ISO time. */
  readonly decidedAt: string;
  /** Counts the decisions on this choice, withdrawals included. */
  readonly version: number;
}

/** How a decision of a person went into a settled choice, and what the rule alone would have given. */
export interface PersonsDecision extends DecisionOverride {
  /** False where no agent of the run proposes the option: then the rule stands. */
  readonly honoured: boolean;
  readonly ruleOption: string;
  readonly ruleOptionLabel: string;
  readonly rule: string;
}
