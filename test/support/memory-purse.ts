import type { Purse, Reservation, Spend } from '@app/llm';
import { budgetSpent } from '@app/llm';

/** A purse in memory. */
export class MemoryPurse implements Purse {
  /** What was settled, and what is set aside and was not given back. */
  spent: Spend = { tokens: 0, microUsd: 0 };
  /** The most that ever was set aside and spent at once. */
  mostMicroUsd = 0;
  /** Each amount asked for, in order, with what it came to; null while it is set aside. */
  readonly asked: Array<{ readonly most: Spend; actual: Spend | null }> = [];

  constructor(private readonly limit: Spend = { tokens: Infinity, microUsd: Infinity }) {}

  reserve(most: Spend): Promise<Reservation> {
    if (this.spent.tokens + most.tokens > this.limit.tokens) return Promise.reject(budgetSpent('tokens'));
    if (this.spent.microUsd + most.microUsd > this.limit.microUsd)
      return Promise.reject(budgetSpent('US dollars'));
    this.add(most, 1);
    this.mostMicroUsd = Math.max(this.mostMicroUsd, this.spent.microUsd);
    const entry: (typeof this.asked)[number] = { most, actual: null };
    this.asked.push(entry);
    return Promise.resolve({
      settle: (actual) => {
        if (entry.actual !== null) return Promise.reject(new Error('A reservation is settled once.'));
        entry.actual = actual;
        this.add(most, -1);
        this.add(actual, 1);
        return Promise.resolve();
      },
    });
  }

  private add({ tokens, microUsd }: Spend, sign: 1 | -1): void {
    this.spent = {
      tokens: this.spent.tokens + sign * tokens,
      microUsd: this.spent.microUsd + sign * microUsd,
    };
  }
}
