import { Injectable } from '@nestjs/common';
import { RequestContext } from '@app/platform';
import type { Ticket } from '@app/queue';
import { JobQueue } from '@app/queue';
import { reportQueueFull } from './report-file.errors';
import { reportJob } from './report-file.job';
import type { SilentReport } from './report-file.repository';

/** Says that somebody should make a report now. Saying it again while it is waiting or in work changes nothing. */
@Injectable()
export class ReportQueue {
  constructor(
    private readonly queue: JobQueue,
    private readonly context: RequestContext,
  ) {}

  /** @throws report-file.queue-full, redis.unavailable, redis.full */
  async admit(tenantId: string): Promise<Ticket> {
    const admission = await this.queue.admit(reportJob, tenantId);
    if ('full' in admission) throw reportQueueFull(admission.full);
    return admission.ticket;
  }

  /** Gives a place back: there will be no report for it. */
  release(ticket: Ticket): Promise<void> {
    return this.queue.release(ticket);
  }

  /** @throws redis.unavailable, redis.full */
  async offer(report: SilentReport, ticket: Ticket): Promise<void> {
    const { tenantId, correlationId } = report;
    await this.context.run({ tenantId, correlationId }, () =>
      this.queue.enqueue(reportJob, toRequest(report), ticket),
    );
  }

  /** Puts back what of these is gone from the queue, and gives how many that were. @throws as `offer` */
  offerAll(reports: readonly SilentReport[]): Promise<number> {
    return this.queue.putBack(reportJob, reports.map(toRequest));
  }
}

function toRequest({ id, tenantId, correlationId }: SilentReport) {
  return { id, tenantId, correlationId, payload: { tenantId, reportId: id } };
}
