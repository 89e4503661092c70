import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { InvariantError } from '@app/kernel';
import type { Outcome } from '@app/platform';
import { GroupCommit, RequestContext, captureTrace } from '@app/platform';
import { RedisConnections } from '@app/redis';
import { Queue } from 'bullmq';
import type { JobDefinition } from './define-job';
import type { Admission, Ticket } from './fair-queue';
import { FairQueue } from './fair-queue';
import { LAG } from './fair-queue-scripts';
import type { JobEnvelope } from './job-envelope';

/** What stands in a queue: taken by nobody, in work, waiting for its next attempt. */
export interface QueueLag {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly oldestWaitingMs: number;
}

/** One job to put on a queue. */
export interface JobRequest<P> {
  readonly id: string;
  readonly tenantId: string;
  readonly payload: P;
  /** Of whoever asked for it first; that of the present request when left out. */
  readonly correlationId?: string;
}

/** A job on its way to its queue. */
interface Addition {
  readonly job: ReturnType<JobQueue['toBull']>;
  readonly ticket: Ticket;
}

/** Puts work on queues, in fair order. Adding a job whose id is still waiting or active changes nothing. */
@Injectable()
export class JobQueue implements OnApplicationShutdown {
  private readonly queues = new Map<string, Queue>();
  private readonly additions = new GroupCommit((group: readonly Addition[]) => this.addAll(group), {
    isUnordered: true,
  });

  constructor(
    private readonly redis: RedisConnections,
    private readonly fair: FairQueue,
    private readonly context: RequestContext,
  ) {}

  /**
   * Asks for a place before anything is made that a job would be for.
   * @throws redis.unavailable, redis.full
   */
  admit<P>(job: JobDefinition<P>, tenantId: string): Promise<Admission> {
    return this.fair.admit(job.name, tenantId);
  }

  /** Gives a place back that no job will take. */
  release(ticket: Ticket): Promise<void> {
    return this.fair.release(ticket);
  }

  /**
   * Enqueues one job under a deterministic id, at the place that its ticket says. Without a ticket it is put back: limits
   * do not count.
   * @throws redis.unavailable when Redis does not take it within the configured time, redis.full
   */
  async enqueue<P>(job: JobDefinition<P>, request: JobRequest<P>, ticket?: Ticket): Promise<void> {
    if (!ticket) {
      await this.putBack(job, [request]);
      return;
    }
    await this.additions.add({ job: this.toBull(job, request, ticket.priority), ticket });
  }

  /**
   * Puts jobs back that should be there, in one go: those that are gone are added, whatever the limits; those that wait
   * for a moment which a wrong clock set are made due. Gives how many that were.
   * @throws redis.unavailable, redis.full
   */
  async putBack<P>(job: JobDefinition<P>, requests: ReadonlyArray<JobRequest<P>>): Promise<number> {
    if (requests.length === 0) return 0;
    const placements = await this.fair.place(job.name, requests, longestBackoffMs(job));
    const gone = requests.flatMap((request, index) => {
      const priority = placements[index]?.add ?? null;
      return priority === null ? [] : [this.toBull(job, request, priority)];
    });
    const misdated = requests.filter((_request, index) => {
      const placement = placements[index];
      return placement?.add === null && placement.standing === 'misdated';
    });
    if (gone.length > 0) {
      await this.redis.use('enqueue', () => this.queue(job.name).addBulk(gone));
    }
    for (const { id } of misdated) await this.promote(job.name, id);
    return gone.length + misdated.length;
  }

  /** How many jobs wait, and for how long the oldest has. @throws redis.unavailable */
  async lag(name: string): Promise<QueueLag> {
    const { wait, active, prioritized, delayed, job } = this.fair.bull(name);
    const keys = [wait, active, prioritized, delayed];
    const answer = await this.redis.use('lag', (redis) => LAG.run(redis, keys, [job]));
    const [waiting, working, later, since, now] = answer as [number, number, number, number, number];
    return {
      waiting,
      active: working,
      delayed: later,
      oldestWaitingMs: since < 0 ? 0 : Math.max(0, now - since),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
  }

  private async addAll(group: readonly Addition[]): Promise<readonly Outcome<undefined>[]> {
    for (const [name, additions] of Map.groupBy(group, ({ job }) => job.name)) {
      const jobs = additions.map(({ job }) => job);
      const tickets = additions.map(({ ticket }) => ticket);
      await this.redis.use('enqueue', () =>
        Promise.all([this.queue(name).addBulk(jobs), this.fair.redeem(name, tickets)]),
      );
    }
    return group.map(() => ({ status: 'fulfilled', value: undefined }));
  }

  private queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: this.redis.commands,
      prefix: this.fair.prefix,
      streams: { events: { maxLen: 100 } },
    });
    // Connection errors are logged where the connection lives; without a listener they would end the process.
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }

  private toBull<P>(job: JobDefinition<P>, request: JobRequest<P>, priority: number) {
    const parsed = job.payload.safeParse(request.payload);
    if (!parsed.success) throw new InvariantError(`job ${job.name}: ${parsed.error.message}`);
    const data: JobEnvelope = {
      payload: parsed.data,
      correlationId: request.correlationId ?? this.context.correlationId,
      tenantId: request.tenantId,
      trace: captureTrace(),
    };
    const opts = {
      jobId: request.id,
      priority,
      attempts: job.attempts,
      backoff: { type: 'exponential', delay: job.backoffMs, jitter: 0.5 },
      // The record of what happened is in the database; a kept job would only block its id.
      removeOnComplete: true,
      removeOnFail: true,
    };
    return { name: job.name, data, opts };
  }

  private async promote(name: string, id: string): Promise<void> {
    await this.redis.use('enqueue', async () => {
      const job = await this.queue(name).getJob(id);
      // Somebody may have taken it in the meantime: then it is where it should be.
      await job?.promote().catch(async (error: unknown) => {
        if (await job.isDelayed()) throw error;
      });
    });
  }
}

/** The longest that a job waits for its next attempt, twice over: clocks of one house differ a little. */
function longestBackoffMs<P>({ attempts, backoffMs }: JobDefinition<P>): number {
  return 2 * backoffMs * 2 ** Math.max(0, attempts - 2) + 2_000;
}
