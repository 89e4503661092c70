import type { OnApplicationBootstrap } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { RedisConnections } from '@app/redis';
import { PinoLogger } from 'nestjs-pino';
import { once } from 'node:events';
import { z } from 'zod';
import { RunControl } from './run-control';

const messageSchema = z.object({ runId: z.string() });

/** The worker's ear for {@link RunControl}. */
@Injectable()
export class RunControlListener implements OnApplicationBootstrap {
  private readonly listeners = new Map<string, () => void>();

  constructor(
    private readonly redis: RedisConnections,
    private readonly control: RunControl,
    private readonly logger: PinoLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const ear = this.redis.blocking({ longestMs: 0 });
    ear.on('message', (_channel, text) => this.hear(text));
    const hearing = ear.subscribe(this.control.channel());
    // A worker starts without Redis as well: it hears when Redis is there.
    const away = once(ear, 'close');
    await Promise.race([hearing, away]).catch(() => undefined);
    hearing.catch((error: unknown) => this.logger.debug({ err: error }, 'the ear for runs was closed'));
  }

  /** Calls `look` whenever somebody did something to the run, until the returned function is called. */
  listen(runId: string, look: () => void): () => void {
    this.listeners.set(runId, look);
    return () => {
      if (this.listeners.get(runId) === look) this.listeners.delete(runId);
    };
  }

  private hear(text: string): void {
    try {
      this.listeners.get(messageSchema.parse(JSON.parse(text)).runId)?.();
    } catch (error) {
      this.logger.warn({ err: error }, 'a control message was not understood');
    }
  }
}
