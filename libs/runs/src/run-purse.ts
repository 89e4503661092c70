import type { AgentId } from '@app/agents';
import type { Purse, Reservation, Spend } from '@app/llm';
import type { RunOptions } from './run';
import type { RunClaim } from './run-claim';
import type { RunSpendingRepository, SpendingLimits } from './run-spending.repository';

const MICRO_USD = 1_000_000;

/** Pays for the model calls of one agent of a run, out of the run's document. */
export class RunPurse implements Purse {
  private readonly limits: SpendingLimits;

  constructor(
    private readonly spending: RunSpendingRepository,
    private readonly claim: RunClaim,
    private readonly agent: AgentId,
    options: RunOptions,
  ) {
    this.limits = {
      tokens: options.agentTokenBudget,
      microUsd: Math.floor(options.budgetUsd * MICRO_USD),
    };
  }

  async reserve(most: Spend): Promise<Reservation> {
    const { signal, fence } = this.claim;
    signal.throwIfAborted();
    const aside = { tokens: Math.ceil(most.tokens), microUsd: Math.ceil(most.microUsd) };
    await this.spending.reserve(fence, this.agent, aside, this.limits);
    return {
      settle: async (actual) => {
        const by = {
          tokens: Math.ceil(actual.tokens) - aside.tokens,
          microUsd: Math.ceil(actual.microUsd) - aside.microUsd,
        };
        if (by.tokens !== 0 || by.microUsd !== 0) await this.spending.adjust(fence, this.agent, by);
      },
    };
  }
}
