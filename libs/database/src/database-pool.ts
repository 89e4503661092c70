import { Injectable } from '@nestjs/common';
import { AppConfig, MetricsRegistry } from '@app/platform';
import type { mongo } from 'mongoose';

/** The connections to the database that this process holds. */
export interface PoolUse {
  readonly size: number;
  readonly inUse: number;
  /** Operations that wait for a connection. */
  readonly waiting: number;
  readonly limit: number;
}

/** Counts what the driver tells of its connection pools, over all servers that it knows. */
@Injectable()
export class DatabasePool {
  private size = 0;
  private inUse = 0;
  private waiting = 0;
  private readonly checkOut;
  private readonly created;
  private readonly closed;
  private readonly cleared;

  constructor(
    private readonly config: AppConfig,
    metrics: MetricsRegistry,
  ) {
    const connections = metrics.gauge({
      name: 'infra_mind_mongodb_connections',
      help: 'Connections to the database: open, in use, and the limit of the pool',
      labelNames: ['state'] as const,
      collect: () => {
        connections.set({ state: 'open' }, this.size);
        connections.set({ state: 'in-use' }, this.inUse);
        connections.set({ state: 'limit' }, this.config.env.MONGODB_POOL_SIZE);
      },
    });
    const queue = metrics.gauge({
      name: 'infra_mind_mongodb_waiting',
      help: 'Operations that wait for a connection to the database',
      collect: () => {
        queue.set(this.waiting);
      },
    });
    this.checkOut = metrics.histogram({
      name: 'infra_mind_mongodb_check_out_seconds',
      help: 'Wait for a connection to the database',
      labelNames: ['outcome'] as const,
      buckets: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    });
    this.created = metrics.counter({
      name: 'infra_mind_mongodb_connections_created_total',
      help: 'Connections to the database that were opened',
    });
    this.closed = metrics.counter({
      name: 'infra_mind_mongodb_connections_closed_total',
      help: 'Connections to the database that were closed, by the reason the driver gives',
      labelNames: ['reason'] as const,
    });
    this.cleared = metrics.counter({
      name: 'infra_mind_mongodb_pool_cleared_total',
      help: 'Times that all connections to a database server were given up because one failed',
    });
  }

  get use(): PoolUse {
    const { size, inUse, waiting } = this;
    return { size, inUse, waiting, limit: this.config.env.MONGODB_POOL_SIZE };
  }

  /** Listens to a client from its creation on; the one before it, if any, is forgotten. */
  watch(client: mongo.MongoClient): void {
    this.size = this.inUse = this.waiting = 0;
    client.on('connectionCreated', () => {
      this.size += 1;
      this.created.inc();
    });
    client.on('connectionClosed', ({ reason }) => {
      this.size -= 1;
      this.closed.inc({ reason });
    });
    client.on('connectionCheckOutStarted', () => (this.waiting += 1));
    client.on('connectionCheckedOut', ({ durationMS }) => {
      this.waiting -= 1;
      this.inUse += 1;
      this.checkOut.observe({ outcome: 'ok' }, durationMS / 1_000);
    });
    client.on('connectionCheckOutFailed', ({ reason, durationMS }) => {
      this.waiting -= 1;
      this.checkOut.observe({ outcome: reason }, durationMS / 1_000);
    });
    client.on('connectionCheckedIn', () => (this.inUse -= 1));
    client.on('connectionPoolCleared', () => this.cleared.inc());
  }
}
