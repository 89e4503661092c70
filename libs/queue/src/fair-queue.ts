import { Injectable } from '@nestjs/common';
import type { Outcome } from '@app/platform';
import { AppConfig, GroupCommit, MetricsRegistry } from '@app/platform';
import { RedisConnections } from '@app/redis';
import type { BullKeys } from './bull-keys';
import { bullKeys } from './bull-keys';
import { ADMIT, PLACE, RELEASE } from './fair-queue-scripts';

/** A place in a queue, kept for a job that is added soon. */
export interface Ticket {
  readonly queue: string;
  readonly tenantId: string;
  /** BullMQ's: the lowest is next. */
  readonly priority: number;
  readonly key: string;
}

/** Why there is no place: what of the tenant, or of all tenants, waits has reached its limit. */
export interface QueueFull {
  readonly limit: 'tenant' | 'total';
  readonly most: number;
  readonly retryAfterSeconds: number;
}

export type Admission = { readonly ticket: Ticket } | { readonly full: QueueFull };

/** What putting a job back takes: adding it under a priority, nothing, or making it due now. */
export type Placement =
  { readonly add: number } | { readonly add: null; readonly standing: 'fine' | 'misdated' };

/**
 * In which order tenants' jobs are taken, and how many may wait: start-time fair queueing. Each job gets a tag, one above
 * the tenant's last one but no less than virtual time, which follows the lowest tag that waits; jobs are taken by tag.
 * So tenants take turns however much each has queued. Every step is one script in Redis, by Redis' clock.
 */
@Injectable()
export class FairQueue {
  private readonly refused;
  /** By queue: who comes together is let in together. */
  private readonly admissions = new Map<string, GroupCommit<string, unknown>>();

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
    metrics: MetricsRegistry,
  ) {
    this.refused = metrics.counter({
      name: 'infra_mind_queue_refused_total',
      help: 'Jobs that were not let in, by the limit that was reached',
      labelNames: ['queue', 'reason'] as const,
    });
  }

  /** What BullMQ puts before the names of its queues. */
  get prefix(): string {
    return this.redis.key('queue');
  }

  /** @throws redis.unavailable, redis.full */
  async admit(queue: string, tenantId: string): Promise<Admission> {
    const { QUEUE_LIMIT_PER_TENANT, QUEUE_LIMIT } = this.config.env;
    const answer = await this.admissionsTo(queue).add(tenantId);
    const [isIn, second, third] = answer as [0 | 1, number | QueueFull['limit'], string | number];
    if (isIn === 1) {
      return { ticket: { queue, tenantId, priority: Number(second), key: String(third) } };
    }
    const limit = second as QueueFull['limit'];
    this.refused.inc({ queue, reason: limit });
    const most = limit === 'tenant' ? QUEUE_LIMIT_PER_TENANT : QUEUE_LIMIT;
    return { full: { limit, most, retryAfterSeconds: Number(third) } };
  }

  /** Gives back a ticket whose job will not come. */
  async release({ queue, tenantId, key }: Ticket): Promise<void> {
    const [tags, tickets] = this.own(queue);
    await this.redis.use('release', (redis) => RELEASE.run(redis, [tags, tickets], [key, tenantId]));
  }

  /** The jobs of these tickets are there: their places are no longer kept apart. To be sent right behind the jobs. */
  async redeem(queue: string, tickets: readonly Ticket[]): Promise<void> {
    await this.redis.commands.zrem(this.own(queue)[1], ...tickets.map(({ key }) => key));
  }

  /** Looks where jobs stand and gives those that are gone a place, whatever the limits. `longestDelayMs`: see PLACE. */
  async place(
    queue: string,
    jobs: ReadonlyArray<{ readonly id: string; readonly tenantId: string }>,
    longestDelayMs: number,
  ): Promise<Placement[]> {
    const args = [
      this.bull(queue).job,
      longestDelayMs,
      ...jobs.flatMap(({ id, tenantId }) => [id, tenantId]),
    ];
    const answer = await this.redis.use('place', (redis) => PLACE.run(redis, this.keys(queue), args));
    return (answer as number[]).map((tag) =>
      tag > 0 ? { add: tag } : { add: null, standing: tag === 0 ? 'fine' : 'misdated' },
    );
  }

  private admissionsTo(queue: string): GroupCommit<string, unknown> {
    const known = this.admissions.get(queue);
    if (known) return known;
    const admissions = new GroupCommit((tenants: readonly string[]) => this.admitAll(queue, tenants), {
      isUnordered: true,
    });
    this.admissions.set(queue, admissions);
    return admissions;
  }

  private async admitAll(queue: string, tenants: readonly string[]): Promise<readonly Outcome<unknown>[]> {
    const { QUEUE_LIMIT_PER_TENANT, QUEUE_LIMIT } = this.config.env;
    const args = [QUEUE_LIMIT_PER_TENANT, QUEUE_LIMIT, ...tenants];
    const answers = await this.redis.use('admit', (redis) => ADMIT.run(redis, this.keys(queue), args));
    return (answers as unknown[]).map((value) => ({ status: 'fulfilled', value }));
  }

  bull(queue: string): BullKeys {
    return bullKeys(this.prefix, queue);
  }

  private own(queue: string): [tags: string, tickets: string] {
    return [this.redis.key('fair', queue, 'tags'), this.redis.key('fair', queue, 'tickets')];
  }

  private keys(queue: string): string[] {
    const { wait, active, prioritized, delayed } = this.bull(queue);
    return [...this.own(queue), wait, active, prioritized, delayed];
  }
}
