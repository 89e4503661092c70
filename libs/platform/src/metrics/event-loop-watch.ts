import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MetricsRegistry } from './metrics-registry';

const WINDOW_MS = 5_000;
const RESOLUTION_MS = 10;
/** What a worker may do in one turn: longer, and locks are renewed late and events stand still. */
const BLOCKED_MS = 100;
const WARN_EVERY_MS = 60_000;

/** How long the event loop kept callbacks waiting, in one window of some seconds. */
export interface LoopDelay {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Watches how late the event loop of this process is, window by window, and tells when something blocked it. */
@Injectable()
export class EventLoopWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private last: LoopDelay = { p50Ms: 0, p99Ms: 0, maxMs: 0 };
  private timer: NodeJS.Timeout | undefined;
  private warnedAt = -Infinity;
  private blockedSinceWarning = 0;
  private readonly blocked;

  constructor(
    metrics: MetricsRegistry,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(EventLoopWatch.name);
    const gauge = metrics.gauge({
      name: 'infra_mind_event_loop_delay_seconds',
      help: `Delay of the event loop in the last window of ${WINDOW_MS / 1_000} s`,
      labelNames: ['quantile'] as const,
      collect: () => {
        gauge.set({ quantile: '0.5' }, this.last.p50Ms / 1_000);
        gauge.set({ quantile: '0.99' }, this.last.p99Ms / 1_000);
        gauge.set({ quantile: '1' }, this.last.maxMs / 1_000);
      },
    });
    this.blocked = metrics.counter({
      name: 'infra_mind_event_loop_blocked_windows_total',
      help: `Windows in which one turn of the event loop took longer than ${BLOCKED_MS} ms`,
    });
  }

  /** The delay in the last window that is over. */
  get window(): LoopDelay {
    return this.last;
  }

  onApplicationBootstrap(): void {
    // What the start itself blocked is no work of this process yet.
    this.delay.enable();
    this.timer = setInterval(() => this.turn(), WINDOW_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.delay.disable();
  }

  /** Ends the window and begins the next. */
  turn(): void {
    // Each sample holds the pause between two looks, the intended one included.
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    if (this.delay.count === 0) return;
    const { max } = this.delay;
    this.last = {
      p50Ms: late(this.delay.percentile(50)),
      p99Ms: late(this.delay.percentile(99)),
      maxMs: late(max),
    };
    this.delay.reset();
    if (this.last.maxMs > BLOCKED_MS) this.tell(this.last.maxMs);
  }

  private tell(maxMs: number): void {
    this.blocked.inc();
    this.blockedSinceWarning += 1;
    const now = performance.now();
    if (now - this.warnedAt < WARN_EVERY_MS) return;
    this.logger.warn(
      { blockedMs: Math.round(maxMs), windows: this.blockedSinceWarning },
      `The event loop was blocked for more than ${BLOCKED_MS} ms: something computes too long in one turn`,
    );
    this.warnedAt = now;
    this.blockedSinceWarning = 0;
  }
}
