import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import { PinoLogger } from 'nestjs-pino';
import { ProcessEnd } from './process-end';
import { StillnessMeter } from './stillness-meter';
import type { QueueView } from './worker-sight';
import { WorkerSight } from './worker-sight';

const LOOKS_PER_LIMIT = 10;
const MOST_BETWEEN_LOOKS_MS = 5_000;

/**
 * Ends a worker that takes nothing from a queue for WORKER_WATCHDOG_MS although jobs wait there, it has room, and its
 * stores answer: its reader of that queue is stuck, which only a new start cures.
 */
@Injectable()
export class ProgressWatchdog implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly lookEveryMs: number;
  private readonly meters = new Map<string, StillnessMeter>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private stuck = false;

  constructor(
    private readonly sight: WorkerSight,
    private readonly end: ProcessEnd,
    private readonly config: AppConfig,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ProgressWatchdog.name);
    this.lookEveryMs = Math.min(this.config.env.WORKER_WATCHDOG_MS / LOOKS_PER_LIMIT, MOST_BETWEEN_LOOKS_MS);
  }

  /** Whether this worker was found to be stuck, and is about to end. */
  get isStuck(): boolean {
    return this.stuck;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.looking ??= this.look(performance.now()).finally(() => (this.looking = undefined));
    }, this.lookEveryMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One look at each queue; `now` is a monotonic clock's, in ms. */
  async look(now: number): Promise<void> {
    for (const view of await this.sight.look()) this.judge(view, now);
  }

  private judge({ queue, taken, shouldTake }: QueueView, now: number): void {
    const meter = this.meterOf(queue);
    if (!shouldTake) {
      meter.reset();
      return;
    }
    const idleMs = meter.look(taken, now);
    if (idleMs < this.config.env.WORKER_WATCHDOG_MS || this.stuck) return;
    this.stuck = true;
    this.logger.fatal(
      { queue, idleMs: Math.round(idleMs), taken },
      'Jobs wait, there is room, the stores answer, and this worker took none: it ends itself to be started again',
    );
    this.end.now(1);
  }

  private meterOf(queue: string): StillnessMeter {
    const meter = this.meters.get(queue) ?? new StillnessMeter(this.lookEveryMs);
    this.meters.set(queue, meter);
    return meter;
  }
}
