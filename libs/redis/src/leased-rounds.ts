import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { PinoLogger } from 'nestjs-pino';
import type { RedisConnections } from './redis-connections';

/** What work that takes a while needs to know of the round that it is done in. */
export interface Round {
  /** Aborted when the process stops: what is left is for the next round. */
  readonly stopping: AbortSignal;
  /** Keeps the turn of a round that takes longer than the time between two, as long as its work gets on. */
  keepTurn(): Promise<unknown>;
}

export interface RoundParts {
  readonly redis: Pick<RedisConnections, 'use' | 'key'>;
  readonly logger: Pick<PinoLogger, 'warn'>;
  /** Of the lease, and in the log. */
  readonly name: string;
  readonly everyMs: number;
  readonly work: (round: Round) => Promise<unknown>;
}

/**
 * Work that one process of all does from time to time: sweeping, expiring, removing. A round that takes long takes the
 * place of those meanwhile; what it throws is logged, and the next round goes on. As a provider it begins and ends with
 * the application.
 */
export class LeasedRounds implements OnApplicationBootstrap, OnModuleDestroy, Round {
  private readonly over = new AbortController();
  readonly stopping = this.over.signal;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;

  constructor(private readonly parts: RoundParts) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.round ??= this.turn().finally(() => (this.round = undefined));
    }, this.parts.everyMs);
    this.timer.unref();
  }

  /** Resolves when the round under way has ended. */
  async onModuleDestroy(): Promise<void> {
    this.over.abort();
    clearInterval(this.timer);
    await this.round;
  }

  /** One round now, if it is this process' turn. */
  async turn(): Promise<void> {
    const { name, logger, work } = this.parts;
    try {
      if (await this.takeTurn()) await work(this);
    } catch (error) {
      logger.warn({ round: name, reason: (error as Error).message }, 'a round was not finished');
    }
  }

  /** @throws redis.unavailable: whoever has the turn then, this process has it no longer for sure */
  async keepTurn(): Promise<void> {
    const { redis, name } = this.parts;
    await redis.use('lease', (commands) => commands.pexpire(redis.key(name), this.leaseMs));
  }

  private async takeTurn(): Promise<boolean> {
    const { redis, name } = this.parts;
    const taken = await redis.use('lease', (commands) =>
      commands.set(redis.key(name), '1', 'PX', this.leaseMs, 'NX'),
    );
    return taken === 'OK';
  }

  /** The lease runs out by itself before the next round, so that whoever is there then may take it. */
  private get leaseMs(): number {
    return Math.ceil(this.parts.everyMs * 0.9);
  }
}
