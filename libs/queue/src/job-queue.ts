import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppError, InvariantError } from '@app/kernel';
import { AppConfig, RequestContext, captureTrace } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { Queue } from 'bullmq';
import { setTimeout as delay } from 'node:timers/promises';
import type { JobDefinition } from './define-job';
import type { JobEnvelope } from './job-envelope';

/** What stands in a queue: taken by nobody, in work, waiting for its next attempt. */
export interface QueueLag {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly oldestWaitingMs: number;
}

/** Puts work on queues. Adding a job whose id is still waiting or active changes nothing. */
@Injectable()
export class JobQueue implements OnApplicationShutdown {
  private readonly queues = new Map<string, Queue>();

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: AppConfig,
    private readonly context: RequestContext,
  ) {}

  /**
   * Enqueues one job under a deterministic id.
   * @throws queue.unavailable when Redis does not take it within the configured time.
   */
  async enqueue<P>(
    job: JobDefinition<P>,
    request: { id: string; tenantId: string; payload: P },
  ): Promise<void> {
    const parsed = job.payload.safeParse(request.payload);
    if (!parsed.success) throw new InvariantError(`job ${job.name}: ${parsed.error.message}`);
    const envelope: JobEnvelope = {
      payload: parsed.data,
      correlationId: this.context.correlationId,
      tenantId: request.tenantId,
      trace: captureTrace(),
    };
    await this.withinTime(
      this.queue(job.name).add(job.name, envelope, {
        jobId: request.id,
        attempts: job.attempts,
        backoff: { type: 'exponential', delay: job.backoffMs, jitter: 0.5 },
        // The record of what happened is in the database; a kept job would only block its id.
        removeOnComplete: true,
        removeOnFail: true,
      }),
    );
  }

  /** How many jobs wait, and for how long the oldest has. */
  async lag(name: string): Promise<QueueLag> {
    const queue = this.queue(name);
    const [counts, oldest] = await this.withinTime(
      Promise.all([
        queue.getJobCounts('waiting', 'active', 'prioritized', 'delayed'),
        queue.getJobs(['waiting'], 0, 0, true),
      ]),
    );
    const since = oldest[0]?.timestamp;
    return {
      waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
      active: counts.active ?? 0,
      delayed: counts.delayed ?? 0,
      oldestWaitingMs: since === undefined ? 0 : Math.max(0, Date.now() - since),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: this.redis.commands,
      prefix: this.redis.key('queue'),
      streams: { events: { maxLen: 100 } },
    });
    // Connection errors are logged where the connection lives; without a listener they would end the process.
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }

  private async withinTime<T>(work: Promise<T>): Promise<T> {
    const late = new AbortController();
    try {
      return await Promise.race([
        work,
        delay(this.config.env.REDIS_TIMEOUT_MS * 2, undefined, { signal: late.signal }).then(() => {
          throw unavailable('no answer in time');
        }),
      ]);
    } catch (cause) {
      throw cause instanceof AppError ? cause : unavailable(cause);
    } finally {
      late.abort();
      work.catch(() => undefined);
    }
  }
}

function unavailable(cause: unknown): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'queue.unavailable',
    message: 'The work queue cannot take this at the moment. Try again shortly; nothing was lost.',
    retryAfterSeconds: 2,
    cause,
  });
}
