import type { Run, RunOptions, RunSpending } from './run';

/** What language models cost a run so far, and what they may cost. */
export interface RunExpenses {
  /** Calls that a provider may have worked on, or that are under way; refused ones are none. */
  readonly calls: number;
  /** Of all agents together. */
  readonly tokens: number;
  readonly usd: number;
  readonly limitUsd: number;
}

/** A US dollar in its millionths. */
export const MICRO_USD = 1_000_000;

export const NOTHING_SPENT: RunSpending = { calls: 0, tokens: {}, microUsd: 0 };

export function expensesOf({ spending, options }: Pick<Run, 'spending' | 'options'>): RunExpenses {
  const tokens = Object.values(spending.tokens).reduce((sum, count) => sum + count, 0);
  return {
    calls: spending.calls,
    tokens,
    usd: spending.microUsd / MICRO_USD,
    limitUsd: options.budgetUsd,
  };
}

/** The options of a stored run: those from before there were models ask none and pay for none. */
export function withModelTerms(stored: RunOptions): RunOptions {
  return { ...stored, narration: stored.narration ?? 'off', budgetUsd: stored.budgetUsd ?? 0 };
}
