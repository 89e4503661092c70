import { Injectable } from '@nestjs/common';
import { AppConfig, MetricsRegistry } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the watching thread is given. */
export interface LoopWatch {
  /** One Int32, which the event loop raises while it turns. */
  readonly beats: SharedArrayBuffer;
  readonly limitMs: number;
  readonly lookEveryMs: number;
}

const LOOKS_PER_LIMIT = 20;
const MOST_BETWEEN_LOOKS_MS = 1_000;
const THREAD = join(__dirname, 'loop-watchdog-thread.js');

/**
 * Ends this process with SIGKILL once its event loop has not turned for WORKER_WATCHDOG_MS: locks are lost by then, and
 * nothing inside of the loop could say so. Without its thread the worker goes on, and says that nobody watches it.
 */
@Injectable()
export class LoopWatchdog {
  private readonly watching;

  constructor(
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
    metrics: MetricsRegistry,
  ) {
    this.logger.setContext(LoopWatchdog.name);
    this.watching = metrics.gauge({
      name: 'infra_mind_loop_watchdog_on',
      help: 'Whether a thread watches the event loop of this worker: 1, or 0 when that thread ended by an error',
    });
  }

  /** Begins to watch, which keeps no process alive. Returns the way to stop it. */
  watch(threadFile = THREAD): () => Promise<void> {
    const limitMs = this.config.env.WORKER_WATCHDOG_MS;
    const lookEveryMs = Math.min(limitMs / LOOKS_PER_LIMIT, MOST_BETWEEN_LOOKS_MS);
    const beats = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const counter = new Int32Array(beats);
    const heart = setInterval(() => Atomics.add(counter, 0, 1), lookEveryMs / 2).unref();
    const thread = this.start(threadFile, { beats, limitMs, lookEveryMs });
    // An error that nobody listens for would end the whole process, and it is a healthy one.
    thread?.on('error', (error) => this.goOnWithout(error));
    thread?.on('exit', () => {
      clearInterval(heart);
      this.watching.set(0);
    });
    return async () => {
      clearInterval(heart);
      await thread?.terminate();
    };
  }

  private start(threadFile: string, workerData: LoopWatch): Worker | null {
    try {
      const thread = new Worker(threadFile, {
        name: 'loop-watchdog',
        workerData,
        // What was preloaded into the process is not for this thread.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
      });
      this.watching.set(1);
      thread.unref();
      return thread;
    } catch (error) {
      this.goOnWithout(error);
      return null;
    }
  }

  private goOnWithout(error: unknown): void {
    this.watching.set(0);
    this.logger.error(
      { err: error },
      'The thread that watches the event loop ended: this worker goes on, and nobody ends it if it stands still',
    );
  }
}
