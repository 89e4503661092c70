import type { AgentId } from '@app/agents';
import type { Purse, Reservation, Spend } from '@app/llm';
import type { RunOptions } from './run';
import type { RunClaim } from './run-claim';
import { MICRO_USD } from './run-expenses';
import type { Correction, RunSpendingRepository, SpendingLimits } from './run-spending.repository';

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
        const spent = { tokens: Math.ceil(actual.tokens), microUsd: Math.ceil(actual.microUsd) };
        // What used nothing was refused, or never made.
        const calls = spent.tokens === 0 && spent.microUsd === 0 ? -1 : 0;
        const by: Correction = {
          tokens: spent.tokens - aside.tokens,
          microUsd: spent.microUsd - aside.microUsd,
          calls,
        };
        if (calls !== 0 || by.tokens !== 0 || by.microUsd !== 0)
          await this.spending.adjust(fence, this.agent, by);
      },
    };
  }
}
