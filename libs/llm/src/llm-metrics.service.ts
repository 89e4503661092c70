import { Injectable } from '@nestjs/common';
import { MetricsRegistry } from '@app/platform';
import type { ModelCall } from './model-question';

/** How a look into the cache of answers ended. `rejected`: something was there that no longer passes. */
export type CacheLookup = 'hit' | 'miss' | 'skipped' | 'rejected';

/** What language models do and cost, for `/metrics`. */
@Injectable()
export class LlmMetrics {
  private readonly calls;
  private readonly seconds;
  private readonly tokens;
  private readonly microUsd;
  private readonly lookups;
  private readonly repairs;
  private readonly slotWait;

  constructor(registry: MetricsRegistry) {
    const model = ['provider', 'model'] as const;
    this.calls = registry.counter({
      name: 'infra_mind_llm_calls_total',
      help: 'Calls to language models, each attempt, by what came of it',
      labelNames: [...model, 'outcome'] as const,
    });
    this.seconds = registry.histogram({
      name: 'infra_mind_llm_call_seconds',
      help: 'Time of one call to a language model',
      labelNames: model,
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120],
    });
    this.tokens = registry.counter({
      name: 'infra_mind_llm_tokens_total',
      help: 'Tokens of calls to language models, as their providers count',
      labelNames: [...model, 'direction'] as const,
    });
    this.microUsd = registry.counter({
      name: 'infra_mind_llm_micro_usd_total',
      help: 'Cost of calls in millionths of a US dollar. at-most: the bound for calls whose usage nobody knows',
      labelNames: [...model, 'certainty'] as const,
    });
    this.lookups = registry.counter({
      name: 'infra_mind_llm_cache_lookups_total',
      help: 'Looks into the cache of answers; hit rate: hit / (hit + miss + rejected)',
      labelNames: ['outcome'] as const,
    });
    this.repairs = registry.counter({
      name: 'infra_mind_llm_repairs_total',
      help: 'Answers that a model was asked to mend, by whether the second one could be used',
      labelNames: [...model, 'outcome'] as const,
    });
    this.slotWait = registry.histogram({
      name: 'infra_mind_llm_slot_wait_seconds',
      help: 'Time that a call waited because LLM_CONCURRENCY others were under way',
      buckets: [0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60],
    });
  }

  called(call: ModelCall): void {
    const { provider, model, outcome, inputTokens, outputTokens, microUsd } = call;
    this.calls.inc({ provider, model, outcome });
    if (outcome === 'from-cache') return;
    this.seconds.observe({ provider, model }, call.durationMs / 1_000);
    if (inputTokens !== null) this.tokens.inc({ provider, model, direction: 'in' }, inputTokens);
    if (outputTokens !== null) this.tokens.inc({ provider, model, direction: 'out' }, outputTokens);
    if (microUsd !== null) this.microUsd.inc({ provider, model, certainty: 'reported' }, microUsd);
  }

  costUnknown(provider: string, model: string, most: number): void {
    this.microUsd.inc({ provider, model, certainty: 'at-most' }, most);
  }

  lookedUp(outcome: CacheLookup): void {
    this.lookups.inc({ outcome });
  }

  repaired(provider: string, model: string, outcome: 'mended' | 'unusable'): void {
    this.repairs.inc({ provider, model, outcome });
  }

  waitedForSlot(): () => void {
    return this.slotWait.startTimer();
  }
}
