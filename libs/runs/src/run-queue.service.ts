import { Injectable } from '@nestjs/common';
import { RequestContext } from '@app/platform';
import type { Ticket } from '@app/queue';
import { JobQueue } from '@app/queue';
import { runQueueFull } from './run.errors';
import { runJob } from './run.job';
import type { SilentRun } from './run.repository';

/** Says that somebody should work on a run now. Saying it again while it is waiting or in work changes nothing. */
@Injectable()
export class RunQueue {
  constructor(
    private readonly queue: JobQueue,
    private readonly context: RequestContext,
  ) {}

  /**
   * Keeps a place for a run that is not stored yet.
   * @throws run.queue-full when the tenant's runs or all together that wait have reached their limit
   * @throws redis.unavailable, redis.full
   */
  async admit(tenantId: string): Promise<Ticket> {
    const admission = await this.queue.admit(runJob, tenantId);
    if ('full' in admission) throw runQueueFull(admission.full);
    return admission.ticket;
  }

  /** Gives a place back: there will be no run for it. */
  release(ticket: Ticket): Promise<void> {
    return this.queue.release(ticket);
  }

  /** Without a ticket the run is put back, whatever the limits. @throws redis.unavailable, redis.full */
  async offer(run: SilentRun, ticket?: Ticket): Promise<void> {
    const { id, tenantId, correlationId } = run;
    await this.context.run({ tenantId, correlationId, runId: id }, () =>
      this.queue.enqueue(runJob, toRequest(run), ticket),
    );
  }

  /** Puts back what of these is gone from the queue, and gives how many that were. @throws as `offer` */
  offerAll(runs: readonly SilentRun[]): Promise<number> {
    return this.queue.putBack(runJob, runs.map(toRequest));
  }
}

function toRequest({ id, tenantId, correlationId }: SilentRun) {
  return { id, tenantId, correlationId, payload: { tenantId, runId: id } };
}
