import type { OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { AppConfig } from '../config/app-config';

/** Whether this process should still be sent work. */
@Injectable()
export class ProcessLifecycle implements OnModuleDestroy {
  private state: 'serving' | 'draining' = 'serving';
  private readonly stopping = new AbortController();

  constructor(private readonly config: AppConfig) {}

  get draining(): boolean {
    return this.state === 'draining';
  }

  /** Fires when the process begins to stop: streams close, loops end. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  /** Says "not ready" first and keeps serving for the configured while, so that balancers can look elsewhere. */
  async onModuleDestroy(): Promise<void> {
    this.state = 'draining';
    if (this.config.env.DRAIN_DELAY_MS > 0) await delay(this.config.env.DRAIN_DELAY_MS);
    this.stopping.abort();
  }
}
