import type { OnApplicationShutdown, OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { AppConfig } from '../config/app-config';

/** Whether this process should still be sent work. */
@Injectable()
export class ProcessLifecycle implements OnModuleDestroy, OnApplicationShutdown {
  private state: 'serving' | 'draining' = 'serving';
  private readonly stopping = new AbortController();
  private readonly last: Array<() => Promise<void>> = [];

  constructor(private readonly config: AppConfig) {}

  get draining(): boolean {
    return this.state === 'draining';
  }

  /** Fires when the process begins to stop: streams close, loops end. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  /** Work for the very end, when everything else is closed: flushing traces, say. */
  atEnd(work: () => Promise<void>): void {
    this.last.push(work);
  }

  /** Says "not ready" first and keeps serving for the configured while, so that balancers can look elsewhere. */
  async onModuleDestroy(): Promise<void> {
    this.state = 'draining';
    if (this.config.env.DRAIN_DELAY_MS > 0) await delay(this.config.env.DRAIN_DELAY_MS);
    this.stopping.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.last.map((work) => work()));
  }
}
