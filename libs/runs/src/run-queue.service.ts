import { Injectable } from '@nestjs/common';
import { RequestContext } from '@app/platform';
import { JobQueue } from '@app/queue';
import { runJob } from './run.job';
import type { SilentRun } from './run.repository';

/** Says that somebody should work on a run now. Saying it again while it is waiting or in work changes nothing. */
@Injectable()
export class RunQueue {
  constructor(
    private readonly queue: JobQueue,
    private readonly context: RequestContext,
  ) {}

  /** @throws queue.unavailable */
  async offer({ id, tenantId, correlationId }: SilentRun): Promise<void> {
    await this.context.run({ tenantId, correlationId, runId: id }, () =>
      this.queue.enqueue(runJob, { id, tenantId, payload: { tenantId, runId: id } }),
    );
  }
}
