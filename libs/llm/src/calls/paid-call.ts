import { withSpan } from '@app/platform';
import type { Span } from '@opentelemetry/api';
import type { PinoLogger } from 'nestjs-pino';
import { jsonParts, usageIn } from '../answers/answer-usage';
import type { ModelLink } from '../chain/model-link';
import type { TokenUsage } from '../chain/token-price';
import type { LlmMetrics } from '../llm-metrics.service';
import type { ModelCall, ModelQuestion } from '../model-question';
import type { Reservation, Spend } from '../purse';
import { CallFailure } from './call-failure';
import type { LinkCircuit } from './link-circuit';

/** What a question brings along for the calls made on its behalf. */
export type Asking = Pick<ModelQuestion<unknown>, 'prompt' | 'purse' | 'signal' | 'onCall'>;

/** An answer with status 200. Its reader says, once, whether it can be used, and only then is the call told of. */
export interface AnsweredCall {
  readonly text: string;
  /** Whether it is JSON at all. */
  readonly wellFormed: boolean;
  readonly judged: (outcome: 'answered' | 'unusable') => void;
}

/** One attempt at one model: its cost set aside before and settled after, and told of to whoever counts. */
export class PaidCall {
  private readonly startedAt = new Date();
  private readonly began = performance.now();
  /** Whether anything may have reached the provider. */
  private sent = false;

  constructor(
    private readonly link: ModelLink,
    private readonly asking: Asking,
    private readonly metrics: LlmMetrics,
    private readonly logger: PinoLogger,
  ) {}

  /** @throws what the purse, the circuit and `send` throw */
  async make(
    circuit: LinkCircuit,
    most: { readonly input: number; readonly output: number },
    send: () => Promise<string>,
  ): Promise<AnsweredCall> {
    const mostMicroUsd = this.link.price.most(most.input, most.output, this.today);
    const reservation = await this.asking.purse.reserve({
      tokens: most.input + most.output,
      microUsd: mostMicroUsd,
    });
    const { provider, model } = this.link;
    const attributes = { 'llm.provider': provider, 'llm.model': model, 'llm.prompt': this.asking.prompt.id };
    return withSpan('llm.call', attributes, async (span) => {
      try {
        const text = await circuit.run(this.asking.prompt.id, () => this.begin(send));
        return await this.answered(text, reservation, mostMicroUsd, span);
      } catch (error) {
        await this.failed(error, reservation, mostMicroUsd);
        throw error;
      }
    });
  }

  /** Waiting for the purse and the circuit may have outlasted the question. */
  private begin(send: () => Promise<string>): Promise<string> {
    this.asking.signal.throwIfAborted();
    this.sent = true;
    return send();
  }

  private async answered(
    text: string,
    reservation: Reservation,
    mostMicroUsd: number,
    span: Span,
  ): Promise<AnsweredCall> {
    const parts = jsonParts(text);
    const usage = parts === null ? null : usageIn(parts);
    const microUsd = usage === null ? null : this.link.price.of(usage, this.today);
    if (usage === null || microUsd === null) this.costUnknown(mostMicroUsd);
    else await this.settle(reservation, { tokens: usage.input + usage.output, microUsd });
    if (usage !== null) span.setAttributes({ 'llm.tokens.in': usage.input, 'llm.tokens.out': usage.output });
    const durationMs = this.durationMs;
    return {
      text,
      wellFormed: parts !== null,
      judged: (outcome) => this.tell(outcome, durationMs, usage, microUsd),
    };
  }

  /** Where a provider may have worked on it, nobody knows what that cost, and the whole stays spent. */
  private async failed(error: unknown, reservation: Reservation, mostMicroUsd: number): Promise<void> {
    const mayCost = error instanceof CallFailure ? error.billable : this.sent;
    if (mayCost) this.costUnknown(mostMicroUsd);
    else await this.settle(reservation, { tokens: 0, microUsd: 0 });
    if (!this.sent) return;
    const none = mayCost ? null : 0;
    if (error instanceof CallFailure) this.tell(error.outcome, this.durationMs, null, none);
    else if (this.asking.signal.aborted) this.tell('aborted', this.durationMs, null, none);
  }

  /** A purse that cannot be told what a call cost keeps the most: no reason to lose the answer, or why none came. */
  private async settle(reservation: Reservation, actual: Spend): Promise<void> {
    try {
      await reservation.settle(actual);
    } catch (error) {
      const { provider, model } = this.link;
      this.logger.warn({ err: error, provider, model }, 'the cost of a call stays set aside at its most');
    }
  }

  private costUnknown(most: number): void {
    this.metrics.costUnknown(this.link.provider, this.link.model, most);
  }

  private tell(
    outcome: ModelCall['outcome'],
    durationMs: number,
    usage: TokenUsage | null,
    microUsd: number | null,
  ): void {
    const call: ModelCall = {
      provider: this.link.provider,
      model: this.link.model,
      prompt: this.asking.prompt,
      startedAt: this.startedAt,
      durationMs,
      outcome,
      inputTokens: usage?.input ?? null,
      outputTokens: usage?.output ?? null,
      microUsd,
    };
    this.metrics.called(call);
    this.asking.onCall?.(call);
  }

  private get durationMs(): number {
    return Math.round(performance.now() - this.began);
  }

  private get today(): string {
    return this.startedAt.toISOString().slice(0, 10);
  }
}
