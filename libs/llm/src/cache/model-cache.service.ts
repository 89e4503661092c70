import type { OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { newId } from '@app/kernel';
import type { Circuit } from '@app/platform';
import { AppConfig, CircuitRegistry } from '@app/platform';
import { RedisConnections } from '@app/redis';
import type { Redis } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import { reviewAnswer } from '../answers/answer-review';
import { shapeOf } from '../answers/answer-shape';
import type { ModelLink } from '../chain/model-link';
import { cacheUnavailable } from '../llm.errors';
import { LlmMetrics } from '../llm-metrics.service';
import type { ModelQuestion } from '../model-question';
import { answerKey } from './answer-key';
import { keepWithinRoom, ROOM_BESIDE_QUEUES_BYTES } from './cache-room';
import { type Generations, decodeEntry, encodeEntry } from './cache-entry';

/** A cache is there to save time: it is given this share of what any command to Redis may take. */
const PATIENCE = 1 / 4;
const LONGEST_VALUE = 64 * 1024;
const AWAY = { failures: 3, cooldownMs: 5_000, isFailure: () => true };

type Asked = Pick<ModelQuestion<unknown>, 'tenantId' | 'prompt' | 'system' | 'user' | 'schema'>;

/** What the cache knew when a question was asked. */
export interface Remembered<T> {
  readonly found: { readonly link: ModelLink; readonly value: T } | null;
  /** Under which an answer may be kept; null where nothing may. */
  readonly generations: Generations | null;
}

/**
 * Answers of models that passed, by tenant and question. Entries carry the generations they were made in, of their
 * tenant and of their prompt; a new generation makes all older ones worthless at once. A cache that is slow or away
 * is passed over. What comes out of it is reviewed like any answer.
 */
@Injectable()
export class ModelCache implements OnApplicationBootstrap {
  private readonly seconds: number;
  private readonly patienceMs: number;
  private readonly circuit: Circuit;
  private isFull = false;

  constructor(
    private readonly config: AppConfig,
    private readonly redis: RedisConnections,
    circuits: CircuitRegistry,
    private readonly metrics: LlmMetrics,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ModelCache.name);
    this.seconds = config.env.LLM_CACHE_HOURS * 3_600;
    this.patienceMs = config.env.REDIS_TIMEOUT_MS * PATIENCE;
    this.circuit = circuits.circuit('model-cache', AWAY);
  }

  onApplicationBootstrap(): void {
    if (!this.isBesideQueues || this.seconds === 0 || this.config.env.LLM_CHAIN.length === 0) return;
    const mostMiB = ROOM_BESIDE_QUEUES_BYTES / 1024 ** 2;
    this.logger.info(
      { mostMiB, hours: this.config.env.LLM_CACHE_HOURS },
      'answers of models are kept on the Redis of the queues, up to a bound: CACHE_REDIS_URL gives them one of their own',
    );
  }

  /** The answer of the first link that has one. One round trip. */
  async find<T>(links: readonly ModelLink[], question: ModelQuestion<T>): Promise<Remembered<T>> {
    if (this.seconds === 0) return { found: null, generations: null };
    const read = await this.quickly((redis) =>
      redis.mget(...this.generationKeys(question), ...links.map((link) => this.keyOf(link, question))),
    );
    if (read === null) {
      this.metrics.lookedUp('skipped');
      return { found: null, generations: null };
    }
    const [ofTenant, ofPrompt, ...entries] = read;
    // Lost with its generation is every entry: it may have been made before an invalidation that is lost too.
    if (!ofTenant || !ofPrompt) {
      this.metrics.lookedUp('miss');
      return { found: null, generations: await this.begin(question) };
    }
    const generations: Generations = [ofTenant, ofPrompt];
    return { found: this.firstUsable(links, entries, generations, question), generations };
  }

  /** Keeps an answer that passed. */
  async keep<T>(
    link: ModelLink,
    question: ModelQuestion<T>,
    value: T,
    generations: Generations | null,
  ): Promise<void> {
    if (generations === null) return;
    const entry = encodeEntry(generations, value);
    if (entry.length > LONGEST_VALUE) return;
    const key = this.keyOf(link, question);
    if (this.isBesideQueues) await this.keepBesideQueues(key, entry);
    else await this.quickly((redis) => redis.set(key, entry, 'EX', this.seconds));
  }

  private async keepBesideQueues(key: string, text: string): Promise<void> {
    const counter = this.redis.key('llm', 'answer-bytes');
    const kept = await this.quickly((redis) =>
      keepWithinRoom(redis, { key, counter, text, seconds: this.seconds }),
    );
    if (kept === null) return;
    if (!kept && !this.isFull) {
      this.logger.warn('no more answers of models are kept for now: their room beside the queues is taken');
    }
    this.isFull = !kept;
  }

  /** The Redis that must not evict and must not fill up. */
  private get isBesideQueues(): boolean {
    return this.config.env.CACHE_REDIS_URL === undefined;
  }

  /**
   * Makes a tenant's answers worthless, or those to one prompt of its.
   * @throws llm.cache-unavailable: who asks for this must know whether it was done
   */
  async invalidate(tenantId: string, promptId?: string): Promise<void> {
    const key = this.generationKey(tenantId, promptId);
    try {
      await this.redis.cache.set(key, newId(), 'EX', this.generationSeconds);
    } catch (error) {
      throw cacheUnavailable(error);
    }
  }

  private firstUsable<T>(
    links: readonly ModelLink[],
    entries: ReadonlyArray<string | null>,
    generations: Generations,
    question: ModelQuestion<T>,
  ): Remembered<T>['found'] {
    let rejected = false;
    for (const [index, link] of links.entries()) {
      const entry = entries[index];
      if (!entry) continue;
      const answer = decodeEntry(entry, generations);
      if (answer === undefined) continue;
      const reviewed = reviewAnswer(question, answer);
      if (reviewed.ok) {
        this.metrics.lookedUp('hit');
        return { link, value: reviewed.value };
      }
      rejected = true;
    }
    this.metrics.lookedUp(rejected ? 'rejected' : 'miss');
    return null;
  }

  /** First generations, unless another process made some at the same moment. */
  private async begin(question: Asked): Promise<Generations | null> {
    const keys = this.generationKeys(question);
    const made = await this.quickly(async (redis) => {
      const begun = redis.multi();
      for (const key of keys) begun.set(key, newId(), 'EX', this.generationSeconds, 'NX');
      await begun.exec();
      return redis.mget(...keys);
    });
    const [ofTenant, ofPrompt] = made ?? [];
    return ofTenant && ofPrompt ? [ofTenant, ofPrompt] : null;
  }

  /** Null when Redis does not answer in time; it is left alone for a while after that has happened some times. */
  private async quickly<V>(work: (redis: Redis) => Promise<V>): Promise<V | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new DOMException('the cache is slow', 'TimeoutError')),
        this.patienceMs,
      );
    });
    return this.circuit
      .run(() => Promise.race([work(this.redis.cache), late]))
      .catch(() => null)
      .finally(() => clearTimeout(timer));
  }

  /** A generation outlives the entries made in it. */
  private get generationSeconds(): number {
    return Math.max(this.seconds * 2, 3_600);
  }

  private generationKeys({ tenantId, prompt }: Asked): [string, string] {
    return [this.generationKey(tenantId), this.generationKey(tenantId, prompt.id)];
  }

  private generationKey(tenantId: string, promptId?: string): string {
    const owner = promptId === undefined ? [tenantId] : [tenantId, promptId];
    return this.redis.key('llm', 'generation', ...owner.map(encodeURIComponent));
  }

  private keyOf(link: ModelLink, question: Asked): string {
    return this.redis.key('llm', 'answer', answerKey(link, question, shapeOf(question.schema)));
  }
}
