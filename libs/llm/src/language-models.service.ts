import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import { StructuredConversation } from './answers/structured-conversation.service';
import { ModelCache } from './cache/model-cache.service';
import { CallFailure } from './calls/call-failure';
import { ModelChain } from './chain/model-chain';
import type { ModelLink } from './chain/model-link';
import { noModel, noModelAnswers } from './llm.errors';
import { LlmMetrics } from './llm-metrics.service';
import type { ModelAnswer, ModelCall, ModelQuestion } from './model-question';

/** The configured language models, asked in order until one gives a usable answer. */
@Injectable()
export class LanguageModels {
  constructor(
    private readonly chain: ModelChain,
    private readonly conversation: StructuredConversation,
    private readonly cache: ModelCache,
    private readonly metrics: LlmMetrics,
  ) {}

  /** Whether there is any model to ask. */
  get configured(): boolean {
    return this.chain.links.length > 0;
  }

  /**
   * Asks the chain of models and returns the first usable answer. Costs are reserved from the question's purse before
   * each call. An answer of the wrong shape, or with faults that `review` names, is mended once; the question does not
   * go on to the next model then, because the words of a question must not decide who else gets to read it.
   * @throws llm.not-configured, llm.unavailable, llm.unusable-answer, llm.budget-spent; the signal's reason
   */
  async ask<T>(question: ModelQuestion<T>): Promise<ModelAnswer<T>> {
    if (!this.configured) throw noModel();
    question.signal.throwIfAborted();
    const { found, generations } = await this.cache.find(this.chain.links, question);
    question.signal.throwIfAborted();
    if (found !== null) return this.remembered(found.link, question, found.value);
    const { link, value, repaired } = await this.askInOrder(question);
    await this.cache.keep(link, question, value, generations);
    return { value, provider: link.provider, model: link.model, repaired, fromCache: false };
  }

  private async askInOrder<T>(
    question: ModelQuestion<T>,
  ): Promise<{ link: ModelLink; value: T; repaired: boolean }> {
    const reasons: string[] = [];
    let last: unknown;
    for (const link of this.chain.links) {
      try {
        return { link, ...(await this.conversation.hold(link, question)) };
      } catch (error) {
        const reason = whyNot(error);
        if (reason === null) throw error;
        reasons.push(`${link.name}: ${reason}`);
        last = error;
      }
    }
    throw noModelAnswers(reasons, last);
  }

  private remembered<T>(link: ModelLink, { prompt, onCall }: ModelQuestion<T>, value: T): ModelAnswer<T> {
    const { provider, model } = link;
    const none = { inputTokens: 0, outputTokens: 0, microUsd: 0, durationMs: 0 };
    const call: ModelCall = {
      provider,
      model,
      prompt,
      startedAt: new Date(),
      outcome: 'from-cache',
      ...none,
    };
    this.metrics.called(call);
    onCall?.(call);
    return { value, provider, model, repaired: false, fromCache: true };
  }
}

/** Why the next model is to be asked; null where it is not. */
function whyNot(error: unknown): string | null {
  if (error instanceof CallFailure) return error.message;
  if (error instanceof AppError && error.code === 'circuit.open')
    return 'left alone for a while after many failures';
  return null;
}
