import { AppError } from '@app/kernel';

/** More work waits for a thread than the pool takes. */
export class ThreadQueueFullError extends AppError {
  constructor(limit: number) {
    super({
      kind: 'unavailable',
      code: 'threads.queue-full',
      message: `expected fewer than ${limit} computations to wait for a thread; try again shortly, or raise ENGINE_QUEUE_LIMIT or ENGINE_THREADS`,
      retryAfterSeconds: 5,
    });
  }
}

/** A computation ran longer than the pool allows; its thread was ended. */
export class ThreadTimeoutError extends AppError {
  constructor(task: string, timeoutMs: number) {
    super({
      kind: 'timeout',
      code: 'threads.timed-out',
      message: `expected the computation "${task}" to end within ${timeoutMs} ms; ask for less, or raise ENGINE_TASK_TIMEOUT_MS`,
    });
  }
}

/** The pool no longer takes work, or the process stops while work is under way. */
export class ThreadPoolClosedError extends AppError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'threads.closed',
      message:
        'expected a pool that takes work; this process is stopping: try again, another one will answer',
      retryAfterSeconds: 1,
    });
  }
}

/** The thread died under a computation: out of its memory, or ended from inside. */
export class ThreadLostError extends AppError {
  constructor(task: string, cause: unknown) {
    const memory = (cause as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
    super({
      kind: 'unavailable',
      code: memory ? 'threads.out-of-memory' : 'threads.thread-lost',
      message: memory
        ? `expected the computation "${task}" to keep to the memory of a thread; ask for less, or raise ENGINE_THREAD_MEMORY_MB`
        : `expected the thread of the computation "${task}" to answer, and it ended; the log has the cause`,
      cause,
    });
  }
}
