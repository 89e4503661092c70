import type { PinoLogger } from 'nestjs-pino';
import type { RedisConnections } from './redis-connections';

export interface RoundParts {
  readonly redis: Pick<RedisConnections, 'use' | 'key'>;
  readonly logger: Pick<PinoLogger, 'warn'>;
  /** Of the lease, and in the log. */
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
}

/**
 * Work that one process of all does from time to time: sweeping, expiring, removing. A round that takes long takes the
 * place of those meanwhile; what it throws is logged, and the next round goes on.
 */
export class LeasedRounds {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private isOver = false;

  constructor(private readonly parts: RoundParts) {}

  start(): void {
    this.timer = setInterval(() => {
      this.round ??= this.turn().finally(() => (this.round = undefined));
    }, this.parts.everyMs);
    this.timer.unref();
  }

  /** Whether a round under way should leave the rest to the next one. */
  get isStopping(): boolean {
    return this.isOver;
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.isOver = true;
    clearInterval(this.timer);
    await this.round;
  }

  /** One round now, if it is this process' turn. */
  async turn(): Promise<void> {
    const { name, logger, work } = this.parts;
    try {
      if (await this.takeTurn()) await work();
    } catch (error) {
      logger.warn({ round: name, reason: (error as Error).message }, 'a round was not finished');
    }
  }

  /** The lease runs out by itself before the next round, so that whoever is there then may take it. */
  private async takeTurn(): Promise<boolean> {
    const { redis, name, everyMs } = this.parts;
    const taken = await redis.use('lease', (commands) =>
      commands.set(redis.key(name), '1', 'PX', Math.ceil(everyMs * 0.9), 'NX'),
    );
    return taken === 'OK';
  }
}
