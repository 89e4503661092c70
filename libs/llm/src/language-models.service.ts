import { Injectable } from '@nestjs/common';
import { noModel } from './llm.errors';
import type { ModelAnswer, ModelQuestion } from './model-question';

/** The configured language models, asked in order until one gives a usable answer. */
@Injectable()
export class LanguageModels {
  /** Whether there is any model to ask. */
  get configured(): boolean {
    return false;
  }

  /**
   * Asks the chain of models and returns the first usable answer. Costs are reserved from the question's purse before
   * each call. An answer of the wrong shape, or with faults that `review` names, is mended once.
   * @throws llm.not-configured, llm.unavailable, llm.unusable-answer, llm.budget-spent; the signal's reason
   */
  async ask<T>(_question: ModelQuestion<T>): Promise<ModelAnswer<T>> {
    return Promise.reject(noModel());
  }
}
