import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AgentId } from '@app/agents';
import type { Spend } from '@app/llm';
import { budgetSpent } from '@app/llm';
import type { Model } from 'mongoose';
import { FencedError, InterruptedError } from './run.errors';
import type { Fence } from './run.repository';
import type { RunRecord } from './run.schema';
import { RUN_MODEL } from './run.schema';

/** How much an agent of a run may spend, and the run as a whole. */
export interface SpendingLimits {
  /** Of this agent. */
  readonly tokens: number;
  /** Of the whole run. */
  readonly microUsd: number;
}

/** What is booked once a call is over, beside what was set aside for it. */
export interface Correction extends Spend {
  /** -1 where there was no call after all. */
  readonly calls: -1 | 0;
}

/** What language models cost a run, on the run's own document: it outlives every worker. */
@Injectable()
export class RunSpendingRepository {
  constructor(@InjectModel(RUN_MODEL) private readonly runs: Model<RunRecord>) {}

  /**
   * Sets aside the most that a call can cost, in one conditional write: only while the run is this claim's and running,
   * and only as far as both limits go.
   * @throws llm.budget-spent when a limit would be passed
   * @throws run.interrupted, run.fenced when the run is not to be worked on any more
   */
  async reserve(fence: Fence, agent: AgentId, most: Spend, limits: SpendingLimits): Promise<void> {
    const left = { tokens: limits.tokens - most.tokens, microUsd: limits.microUsd - most.microUsd };
    // What is not there yet counts as nothing, and would pass for less than nothing as well.
    if (left.tokens < 0 || left.microUsd < 0) throw await this.whyNot(fence, agent, left);
    const tokens = `spending.tokens.${agent}`;
    const { matchedCount } = await this.runs.updateOne(
      {
        _id: fence.runId,
        tenantId: fence.tenantId,
        epoch: fence.epoch,
        state: 'running',
        'spending.microUsd': { $not: { $gt: left.microUsd } },
        [tokens]: { $not: { $gt: left.tokens } },
      },
      { $inc: { 'spending.calls': 1, 'spending.microUsd': most.microUsd, [tokens]: most.tokens } },
    );
    if (matchedCount === 0) throw await this.whyNot(fence, agent, left);
  }

  /** Adds what is known now to what was set aside; a call that is over is booked whoever has the run. */
  async adjust(fence: Fence, agent: AgentId, by: Correction): Promise<void> {
    await this.runs.updateOne(
      { _id: fence.runId, tenantId: fence.tenantId },
      {
        $inc: {
          'spending.calls': by.calls,
          'spending.microUsd': by.microUsd,
          [`spending.tokens.${agent}`]: by.tokens,
        },
      },
    );
  }

  private async whyNot(fence: Fence, agent: AgentId, left: Spend): Promise<Error> {
    const run = await this.runs
      .findOne({ _id: fence.runId, tenantId: fence.tenantId, epoch: fence.epoch }, { state: 1, spending: 1 })
      .lean<Pick<RunRecord, 'state'> & Partial<Pick<RunRecord, 'spending'>>>();
    if (run?.state === 'pausing') return new InterruptedError('pause');
    if (run?.state !== 'running') return new FencedError(fence.runId, fence.epoch);
    return budgetSpent((run.spending?.tokens[agent] ?? 0) > left.tokens ? 'tokens' : 'US dollars');
  }
}
