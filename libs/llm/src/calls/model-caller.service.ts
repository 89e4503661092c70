import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InvariantError } from '@app/kernel';
import { AppConfig, CircuitRegistry } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { ModelChain } from '../chain/model-chain';
import type { ModelLink } from '../chain/model-link';
import { LlmMetrics } from '../llm-metrics.service';
import { CallFailure } from './call-failure';
import { CallSlots } from './call-slots';
import { exchange } from './http-exchange';
import { LinkCircuit } from './link-circuit';
import type { AnsweredCall, Asking } from './paid-call';
import { PaidCall } from './paid-call';
import { backoffMs } from './retry-schedule';

/** What a provider's protocol wants to send. */
export interface ModelRequest {
  readonly url: string;
  readonly body: string;
}

/** Tokens that providers add to what is sent: the frame of each message, the instructions for using a tool. */
const UNSEEN_TOKENS = 2_048;
/** What the protocols call the most tokens that an answer may have. */
const OUTPUT_LIMITS = ['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'num_predict'];
const ANTHROPIC_VERSION = '2023-06-01';

/**
 * Calls models over HTTP: never more at a time than LLM_CONCURRENCY, never without having set the cost aside, again
 * after a while where that may help, and not at all while a link's circuit is open.
 */
@Injectable()
export class ModelCaller {
  private readonly slots: CallSlots;
  private readonly circuits: ReadonlyMap<string, LinkCircuit>;

  constructor(
    private readonly config: AppConfig,
    private readonly chain: ModelChain,
    circuits: CircuitRegistry,
    private readonly metrics: LlmMetrics,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ModelCaller.name);
    this.slots = new CallSlots(config.env.LLM_CONCURRENCY);
    const limits = {
      failures: config.env.LLM_BREAKER_FAILURES,
      cooldownMs: config.env.LLM_BREAKER_COOLDOWN_MS,
    };
    this.circuits = new Map(
      chain.links.map((link) => [link.name, new LinkCircuit(link.name, limits, circuits)]),
    );
  }

  /**
   * Sends one request to a link, and again where that may help.
   * @throws CallFailure, circuit.open; what the purse throws; the signal's reason
   */
  async call(link: ModelLink, request: ModelRequest, asking: Asking): Promise<AnsweredCall> {
    const { LLM_ATTEMPTS, LLM_BACKOFF_MS, LLM_MAX_RETRY_AFTER_MS } = this.config.env;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(link, request, asking);
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error;
        const { provider, model } = link;
        this.logger.warn(
          { provider, model, attempt, reason: error.message },
          'a language model did not answer',
        );
        if (attempt >= LLM_ATTEMPTS || !this.helpsAgain(error, link)) throw error;
        const wait = error.retryAfterMs ?? backoffMs(attempt, LLM_BACKOFF_MS);
        if (wait > LLM_MAX_RETRY_AFTER_MS && error.retryAfterMs !== undefined) throw error;
        await delay(wait, undefined, { signal: asking.signal }).catch(() => asking.signal.throwIfAborted());
      }
    }
  }

  /** Silence takes the whole time of a call: of an agent's time enough must be left for those that come after. */
  private helpsAgain({ retryable, outcome }: CallFailure, link: ModelLink): boolean {
    return retryable && !(outcome === 'timed-out' && link !== this.chain.links.at(-1));
  }

  private async attempt(link: ModelLink, request: ModelRequest, asking: Asking): Promise<AnsweredCall> {
    const circuit = this.circuitOf(link);
    // Spares a place in the line and a reservation; the circuit itself has the last word.
    if (circuit.isLeftAlone)
      await circuit.run(asking.prompt.id, () => Promise.reject(new InvariantError('it was open')));
    const stopWaiting = this.metrics.waitedForSlot();
    const giveBack = await this.slots.take(asking.signal).finally(stopWaiting);
    try {
      const most = this.mostOf(request.body);
      const call = new PaidCall(link, asking, this.metrics, this.logger);
      return await call.make(circuit, most, () => this.send(link, request, asking.signal));
    } finally {
      giveBack();
    }
  }

  private send(link: ModelLink, { url, body }: ModelRequest, signal: AbortSignal): Promise<string> {
    if (!url.startsWith(`${link.baseUrl}/`)) throw new InvariantError(`${link.name} is not at that address`);
    const { LLM_TIMEOUT_MS: timeoutMs, LLM_MAX_ANSWER_BYTES: maxBytes } = this.config.env;
    const headers: Record<string, string> = { 'content-type': 'application/json', ...link.credentials() };
    if (link.provider === 'anthropic') headers['anthropic-version'] = ANTHROPIC_VERSION;
    return exchange({ url, headers, body, timeoutMs, maxBytes, signal });
  }

  /**
   * The most tokens that a request can use up. A tokenizer that works on bytes never makes more tokens than there are
   * bytes, and the bytes of the request hold the messages, the schema and more.
   */
  private mostOf(body: string): { readonly input: number; readonly output: number } {
    const output = this.config.env.LLM_MAX_OUTPUT_TOKENS;
    if (!OUTPUT_LIMITS.some((name) => body.includes(`"${name}":${output}`)))
      throw new InvariantError('a request to a model sets no limit to its answer');
    return { input: Buffer.byteLength(body) + UNSEEN_TOKENS, output };
  }

  private circuitOf(link: ModelLink): LinkCircuit {
    const circuit = this.circuits.get(link.name);
    if (circuit === undefined) throw new InvariantError(`${link.name} is not in the chain`);
    return circuit;
  }
}
