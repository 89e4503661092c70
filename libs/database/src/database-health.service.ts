import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { AppError } from '@app/kernel';
import { AppConfig, MetricsRegistry } from '@app/platform';
import type { Connection } from 'mongoose';
import { DatabaseAvailability } from './database-availability';
import { databaseUnavailable } from './database-away';

/** How an embedded development server names itself in `buildInfo`. */
const EMBEDDED_MARKER = 'infra-mind-embedded';
/** Of how many models the indexes are built at the same time. */
const MODELS_AT_ONCE = 4;

/** Watches the database: latency of every command, whether it answers, and that production runs on a real one. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly availability: DatabaseAvailability,
    private readonly config: AppConfig,
    metrics: MetricsRegistry,
  ) {
    const latency = metrics.histogram({
      name: 'infra_mind_mongodb_seconds',
      help: 'Duration of database commands',
      labelNames: ['command', 'outcome'] as const,
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    });
    const client = connection.getClient();
    client.on('commandSucceeded', (event) =>
      latency.observe({ command: event.commandName, outcome: 'ok' }, event.duration / 1_000),
    );
    client.on('commandFailed', (event) =>
      latency.observe({ command: event.commandName, outcome: 'error' }, event.duration / 1_000),
    );
  }

  /** @throws database.unavailable when the database does not answer in time. */
  async ping(): Promise<void> {
    if (!this.availability.isWritable) throw databaseUnavailable();
    try {
      await this.admin().command({ ping: 1 }, { timeoutMS: this.config.env.MONGODB_TIMEOUT_MS });
    } catch (cause) {
      throw databaseUnavailable(cause);
    }
  }

  /** @throws database.embedded-in-production */
  async onModuleInit(): Promise<void> {
    await this.refuseEmbeddedInProduction();
    await this.buildIndexes();
  }

  /**
   * Uniqueness holds from the first request on, not from whenever its index happens to be built. A few models at a time:
   * all of them at once would wait for connections longer than one may be waited for.
   */
  private async buildIndexes(): Promise<void> {
    const names = this.connection.modelNames().values();
    const inTurn = async () => {
      for (const name of names) await this.connection.model(name).createIndexes();
    };
    await Promise.all(Array.from({ length: MODELS_AT_ONCE }, inTurn));
  }

  private async refuseEmbeddedInProduction(): Promise<void> {
    if (this.config.isProduction && (await this.isEmbedded())) {
      throw new AppError({
        kind: 'invalid',
        code: 'database.embedded-in-production',
        message:
          'NODE_ENV is production, but MONGODB_URL leads to the embedded database, which is for one machine and for trying things out. Point MONGODB_URL at a MongoDB replica set.',
      });
    }
  }

  /** Whether the server at the other end is the one for a single machine. */
  async isEmbedded(): Promise<boolean> {
    const info = await this.admin().command({ buildInfo: 1 });
    return Array.isArray(info.modules) && info.modules.includes(EMBEDDED_MARKER);
  }

  private admin() {
    return this.connection.getClient().db('admin');
  }
}
