import { AppError, InvariantError } from '@app/kernel';
import type { AppConfig, RequestContext } from '@app/platform';
import { continueTrace, withSpan } from '@app/platform';
import type { RedisConnections } from '@app/redis';
import type { Job } from 'bullmq';
import { UnrecoverableError, Worker } from 'bullmq';
import type { PinoLogger } from 'nestjs-pino';
import type { JobDefinition } from './define-job';
import { jobEnvelopeSchema } from './job-envelope';
import { LockKeeper } from './lock-keeper';

/** What a processor does with one job. The signal fires when the job must stop. */
export type JobHandler<P> = (payload: P, signal: AbortSignal) => Promise<void>;

export interface JobWorkerParts {
  readonly redis: RedisConnections;
  readonly config: AppConfig;
  readonly context: RequestContext;
  readonly logger: PinoLogger;
}

/** What a worker does, and what it could. */
export interface WorkerActivity {
  /** Jobs taken since the start. */
  readonly taken: number;
  readonly active: number;
  /** Jobs that it may have at once. */
  readonly places: number;
  /** False before the start, while it is paused, and from the moment it is told to stop. */
  readonly isTaking: boolean;
}

/** Takes jobs of one kind from their queue, several at a time, each under its own context and span. */
export class JobWorker<P> {
  private readonly worker: Worker;
  private readonly locks: LockKeeper;
  private readonly stopping = new AbortController();
  /** Jobs whose handler runs in this process. */
  private readonly active = new Set<string>();
  private taken = 0;
  private isStopping = false;

  constructor(
    private readonly job: JobDefinition<P>,
    private readonly handle: JobHandler<P>,
    private readonly parts: JobWorkerParts,
    private readonly concurrency: number,
  ) {
    const { env } = parts.config;
    this.worker = new Worker(job.name, (taken) => this.process(taken), {
      connection: parts.redis.blocking(),
      prefix: parts.redis.key('queue'),
      concurrency,
      lockDuration: env.RUN_LOCK_MS,
      stalledInterval: env.RUN_STALLED_CHECK_MS,
      // A job may lose its worker this often before BullMQ gives it up; the sweeper then puts it back.
      maxStalledCount: 5,
      autorun: false,
      skipLockRenewal: true,
    });
    this.locks = new LockKeeper({
      renew: (ids, tokens) => this.worker.extendJobLocks(ids, tokens, env.RUN_LOCK_MS),
      everyMs: env.RUN_LOCK_MS / 3,
      onLost: (jobId) => parts.logger.warn({ jobId }, 'the lock of a job in hand is lost'),
      onTrouble: (error) => parts.logger.warn({ err: error }, 'locks could not be renewed'),
    });
    this.worker.on('error', (error) =>
      parts.logger.warn({ reason: error.message }, 'queue connection trouble'),
    );
    this.worker.on('failed', (failed, error) =>
      parts.logger.warn({ jobId: failed?.id, reason: error.message }, 'job attempt failed'),
    );
    this.worker.on('stalled', (jobId) =>
      parts.logger.warn({ jobId }, 'job lost its worker and was put back'),
    );
  }

  /** Begins to take jobs; resolves at once. */
  start(): void {
    this.worker.run().catch((error: unknown) => this.parts.logger.error({ err: error }, 'worker loop ended'));
  }

  /** Takes no more jobs, gives the active ones a while to end by themselves, then tells them to stop. */
  async stop(reason: string, graceMs: number): Promise<void> {
    this.isStopping = true;
    const late = setTimeout(() => this.stopping.abort(reason), graceMs);
    try {
      await this.worker.close();
    } finally {
      clearTimeout(late);
      this.locks.stop();
    }
  }

  isRunning(): boolean {
    return this.worker.isRunning();
  }

  get activity(): WorkerActivity {
    const isTaking = this.worker.isRunning() && !this.worker.isPaused() && !this.isStopping;
    return { taken: this.taken, active: this.active.size, places: this.concurrency, isTaking };
  }

  private async process(taken: Job): Promise<void> {
    this.taken += 1;
    const { payload, envelope } = this.parse(taken);
    const id = taken.id ?? '';
    // A job that lost its lock while its handler lives on comes back to the queue, and may come back here. The handler
    // that is at work keeps it; BullMQ offers it again later, when there is nothing left to do.
    if (this.active.has(id)) throw stillAtWork(id);
    this.active.add(id);
    if (taken.token) this.locks.hold(id, taken.token);
    const attributes = { 'job.id': id, 'job.attempt': taken.attemptsMade + 1 };
    try {
      await this.parts.context.run(
        { tenantId: envelope.tenantId, correlationId: envelope.correlationId, runId: id },
        () =>
          continueTrace(envelope.trace, () =>
            withSpan(`job ${this.job.name}`, attributes, () =>
              this.handle(payload, this.stopping.signal).catch(rethrow),
            ),
          ),
      );
    } finally {
      this.locks.release(id);
      this.active.delete(id);
    }
  }

  private parse(taken: Job) {
    const envelope = jobEnvelopeSchema.safeParse(taken.data);
    const payload = envelope.success ? this.job.payload.safeParse(envelope.data.payload) : envelope;
    if (!envelope.success || !payload.success) {
      throw new UnrecoverableError(`job ${this.job.name} ${taken.id ?? ''} has a payload of another shape`);
    }
    return { payload: payload.data, envelope: envelope.data };
  }
}

function stillAtWork(id: string): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'queue.still-at-work',
    message: `Job ${id} came back while its handler is at work in this process.`,
  });
}

/** What cannot get better by trying again must not be tried again. */
function rethrow(error: unknown): never {
  if (error instanceof InvariantError || (error instanceof AppError && error.kind === 'invalid')) {
    throw new UnrecoverableError(error.message);
  }
  throw error;
}
