import type { OnApplicationShutdown } from '@nestjs/common';
import { AppError, errorOf, type ThreadOrder, type ThreadReply } from '@app/kernel';
import type { MetricsRegistry } from '@app/platform';
import { performance } from 'node:perf_hooks';
import { Piscina } from 'piscina';
import { type PoolLoad, type TaskEnding, ThreadMetrics } from './thread-metrics';
import { ThreadSlots } from './thread-slots';
import {
  ThreadLostError,
  ThreadPoolClosedError,
  ThreadQueueFullError,
  ThreadTimeoutError,
} from './threads.errors';

export interface ThreadPoolOptions {
  /** Path of the file whose export `answer` is a `threadProgram`. */
  readonly program: string;
  /** Threads that compute at the same time; 0 makes a pool that takes no work. */
  readonly threads: number;
  /** Computations that may wait for a thread. */
  readonly queueLimit: number;
  /** Milliseconds that one computation may take in its thread. */
  readonly timeoutMs: number;
  /** MiB of JavaScript heap of a thread; buffers are counted beside it. */
  readonly memoryMb: number;
  /** Milliseconds that a thread without work is kept. */
  readonly idleMs?: number;
  /** Arguments of node for the threads; by default those of this process. */
  readonly execArgv?: readonly string[];
}

/**
 * Runs functions of a thread program beside the event loop: so many at a time, a bounded line before them. Threads
 * start with the first work and end when there is none.
 */
export class ThreadPool implements OnApplicationShutdown {
  private readonly slots: ThreadSlots;
  private readonly metrics: ThreadMetrics | null;
  private readonly stopping = new AbortController();
  private piscina: Piscina | undefined;

  constructor(
    private readonly options: ThreadPoolOptions,
    registry?: MetricsRegistry,
  ) {
    this.slots = new ThreadSlots(options.threads, options.queueLimit);
    this.metrics = registry ? new ThreadMetrics(registry, () => this.load) : null;
  }

  /** How many computations may run at a time. */
  get size(): number {
    return this.options.threads;
  }

  get load(): PoolLoad {
    return { threads: this.size, busy: this.slots.busy, waiting: this.slots.waiting };
  }

  /**
   * The result of a function of the program for an input; both are cloned, so they are plain data.
   * Aborting `signal` ends the computation at once, wherever it is.
   * @throws threads.queue-full, threads.timed-out, threads.out-of-memory, threads.thread-lost, threads.closed, the
   * signal's reason, and whatever the function throws, with its code and message
   */
  async run(task: string, input: unknown, signal: AbortSignal): Promise<unknown> {
    const asked = performance.now();
    try {
      await this.slots.take(signal);
      this.metrics?.waited(task, (performance.now() - asked) / 1_000);
      try {
        const result = await this.compute({ task, input }, signal);
        this.metrics?.ended(task, 'succeeded');
        return result;
      } finally {
        this.slots.release();
      }
    } catch (error) {
      this.metrics?.ended(task, endingOf(error, signal));
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  /** Ends every thread; work under way and work that waits fails with threads.closed. */
  async close(): Promise<void> {
    this.slots.close();
    this.stopping.abort();
    await this.piscina?.destroy();
  }

  private async compute(order: ThreadOrder, signal: AbortSignal): Promise<unknown> {
    const began = performance.now();
    const deadline = AbortSignal.timeout(this.options.timeoutMs);
    const stop = AbortSignal.any([signal, deadline, this.stopping.signal]);
    try {
      // Named here and not when the threads start: a program that cannot be loaded is then an answer, not a hang.
      const filename = this.options.program;
      const reply = (await this.threads().run(order, {
        filename,
        name: 'answer',
        signal: stop,
      })) as ThreadReply;
      if (!reply.ok) throw errorOf(reply.fault);
      return reply.result;
    } catch (error) {
      signal.throwIfAborted();
      if (this.stopping.signal.aborted) throw new ThreadPoolClosedError();
      if (deadline.aborted) throw new ThreadTimeoutError(order.task, this.options.timeoutMs);
      if (error instanceof AppError) throw error;
      throw new ThreadLostError(order.task, error);
    } finally {
      this.metrics?.ran(order.task, (performance.now() - began) / 1_000);
    }
  }

  private threads(): Piscina {
    if (this.piscina) return this.piscina;
    const { threads, memoryMb, idleMs = 30_000, execArgv } = this.options;
    this.piscina = new Piscina({
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: idleMs,
      // A small young generation: what moves out of it at once must fit into what the limit still leaves, or the
      // whole process ends and not the thread alone.
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
      ...(execArgv ? { execArgv: [...execArgv] } : {}),
    });
    // Its computation hears of a thread that dies; without a listener an idle one would end the process.
    this.piscina.on('error', () => undefined);
    return this.piscina;
  }
}

function endingOf(error: unknown, signal: AbortSignal): TaskEnding {
  if (error instanceof ThreadQueueFullError) return 'refused';
  if (error instanceof ThreadTimeoutError) return 'timed-out';
  if (error instanceof ThreadLostError) return 'lost';
  return signal.aborted || error instanceof ThreadPoolClosedError ? 'aborted' : 'failed';
}
