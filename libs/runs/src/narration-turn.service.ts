import { Injectable } from '@nestjs/common';
import type { Agent, AgentOutput, NarrationAnswer } from '@app/agents';
import {
  narrationAnswer,
  narrationFaults,
  narrationQuestion,
  ownWordsOf,
  withNarrative,
  withoutNarrative,
} from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { isDatabaseAway } from '@app/database';
import { AppError, InvariantError } from '@app/kernel';
import type { ModelCall } from '@app/llm';
import { LanguageModels, answerUnusable, noModel } from '@app/llm';
import { RequestContext } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { ModelCallRepository } from './model-call.repository';
import type { RunOptions } from './run';
import type { RunClaim } from './run-claim';
import { FencedError, InterruptedError } from './run.errors';
import { RunPurse } from './run-purse';
import { RunSpendingRepository } from './run-spending.repository';
import { settledBy } from './settled-by';

/** A finished analysis that is to be worded. */
export interface NarrationWish {
  readonly agent: Agent;
  readonly input: AssessmentInput;
  readonly output: AgentOutput;
  readonly claim: RunClaim;
  readonly options: RunOptions;
  /** Fires when the agent's time is over or its run stops. */
  readonly signal: AbortSignal;
  /** What is left of the agent's time. */
  readonly leftMs: number;
}

/** A mended answer takes two calls; retries and other models of the chain make it more. */
const MOST_CALLS = 100;
/** How long a question that was told to stop may take to settle what it cost. */
const GRACE_MS = 250;
/** With less than this left no model is asked. */
const LEAST_MS = 100;
/** What a wording that nobody needs leaves of the agent's time, so that its finished analysis is stored in it. */
const MARGIN = { share: 0.1, mostMs: 2_000 } as const;

/** Lets a language model word what an agent found, and trusts nothing that it answers. */
@Injectable()
export class NarrationTurns {
  constructor(
    private readonly models: LanguageModels,
    private readonly spending: RunSpendingRepository,
    private readonly calls: ModelCallRepository,
    private readonly context: RequestContext,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(NarrationTurns.name);
  }

  /**
   * The output with its wording, where the run wants one. Where a wording is only preferred, a failure leaves the
   * computed text and says why.
   * @throws what LanguageModels.ask throws, where a wording is required
   * @throws run.fenced, run.interrupted, the claim's reason, when the run stops meanwhile
   */
  async word(wish: NarrationWish): Promise<AgentOutput> {
    const { options, output } = wish;
    if (options.narration === 'off') return output;
    if (!this.models.configured) {
      if (options.narration === 'required') throw noModel();
      return output;
    }
    return options.narration === 'required' ? this.ask(wish, wish.signal) : this.askIfTimeAllows(wish);
  }

  private async askIfTimeAllows(wish: NarrationWish): Promise<AgentOutput> {
    const { claim, output, leftMs } = wish;
    const forModels = leftMs - Math.min(MARGIN.mostMs, MARGIN.share * leftMs);
    if (forModels < LEAST_MS) return withoutNarrative(output, tooLate());
    // Not AbortSignal.timeout: one that is part of `any` is kept until its time is over.
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), Math.floor(forModels));
    try {
      return await this.ask(wish, AbortSignal.any([claim.signal, limit.signal]));
    } catch (error) {
      if (claim.signal.aborted || error instanceof FencedError || error instanceof InterruptedError)
        throw error;
      // No fault of a model: the job is taken again when the database is back.
      if (isDatabaseAway(error)) throw error;
      return withoutNarrative(output, limit.signal.aborted ? tooSlow(forModels) : this.reasonOf(error));
    } finally {
      clearTimeout(timer);
    }
  }

  private async ask(wish: NarrationWish, signal: AbortSignal): Promise<AgentOutput> {
    const { agent, claim, input, options, output } = wish;
    const calls: ModelCall[] = [];
    const ownWords = ownWordsOf(input);
    const review = (answer: NarrationAnswer) => narrationFaults(output, answer, ownWords);
    const { ref, system } = agent.prompt;
    try {
      const ask = () =>
        this.models.ask({
          tenantId: claim.fence.tenantId,
          prompt: ref,
          system,
          user: JSON.stringify(narrationQuestion(output)),
          schema: narrationAnswer,
          review,
          purse: new RunPurse(this.spending, claim, agent.id, options),
          signal,
          onCall: (call) => {
            if (calls.length < MOST_CALLS) calls.push(call);
          },
        });
      const answer = await settledBy(signal, ask, { graceMs: GRACE_MS });
      const { value, provider, model, repaired } = answer;
      // An answer out of a cache was judged when it came; judging it again costs nothing.
      const faults = review(value);
      if (faults.length > 0) throw answerUnusable(model, faults);
      return withNarrative(output, value, { by: { provider, model, prompt: { ...ref } }, repaired });
    } finally {
      await this.keep(wish, calls);
    }
  }

  /** What was asked is worth knowing, but not worth an agent's result. */
  private async keep({ agent, claim }: NarrationWish, calls: readonly ModelCall[]): Promise<void> {
    try {
      await this.calls.insertAll(claim.fence, agent.id, calls);
    } catch (error) {
      this.logger.warn({ err: error, calls: calls.length }, 'the calls to language models were not stored');
    }
  }

  private reasonOf(error: unknown): { code: string; message: string } {
    this.logger.warn({ err: error }, 'no wording; the computed text stands');
    if (error instanceof AppError && !(error instanceof InvariantError)) {
      return { code: error.code, message: error.message };
    }
    return {
      code: 'narration.failed',
      message: `An unexpected error kept a model from wording this; the log has it under ${this.context.correlationId}.`,
    };
  }
}

function tooLate() {
  return {
    code: 'narration.no-time',
    message: 'The analysis took the time of the agent; no model was asked. agentTimeoutMs gives it more.',
  };
}

function tooSlow(ms: number) {
  return {
    code: 'narration.too-slow',
    message: `No model gave a usable answer in the ${Math.floor(ms)} ms that were left of the agent's time.`,
  };
}
