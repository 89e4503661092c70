import { Injectable } from '@nestjs/common';
import type { CircuitReport } from '@app/platform';
import { CircuitRegistry } from '@app/platform';
import type { mongo } from 'mongoose';
import { PinoLogger } from 'nestjs-pino';

/** What a topology must offer for this process to read and write. */
type Servers = Pick<mongo.TopologyDescription, 'servers'>;

/**
 * Whether the database takes writes, by the driver's own watch over its servers: closed while a writable server is known,
 * open while none is, half-open while one that was lost is being asked.
 */
@Injectable()
export class DatabaseAvailability {
  private writable = false;
  private since = new Date();
  private opened = 0;
  private lastFailure: string | null = null;
  private readonly asking = new Set<string>();

  constructor(
    circuits: CircuitRegistry,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(DatabaseAvailability.name);
    circuits.watch('mongodb', () => this.report);
  }

  /** Whether a server that takes writes is known. False says: an operation would wait for one, most likely in vain. */
  get isWritable(): boolean {
    return this.writable;
  }

  get report(): CircuitReport {
    const state = this.writable ? 'closed' : this.asking.size > 0 ? 'half-open' : 'open';
    const { opened, lastFailure } = this;
    return { name: 'mongodb', state, since: this.since.toISOString(), opened, lastFailure };
  }

  /** Listens to a client from its creation on. */
  watch(client: Pick<mongo.MongoClient, 'on'>): void {
    this.asking.clear();
    client.on('serverHeartbeatStarted', ({ connectionId }) => this.asking.add(connectionId));
    client.on('serverHeartbeatSucceeded', ({ connectionId }) => this.asking.delete(connectionId));
    client.on('serverHeartbeatFailed', ({ connectionId, failure }) => {
      this.asking.delete(connectionId);
      // Its message holds the address of the server.
      this.lastFailure = failure.name;
    });
    client.on('topologyDescriptionChanged', ({ newDescription }) => this.learn(newDescription));
    client.on('topologyClosed', () => this.become(false, 'the connection was closed'));
  }

  private learn({ servers }: Servers): void {
    this.become(
      [...servers.values()].some(({ isWritable }) => isWritable),
      'no server takes writes',
    );
  }

  private become(writable: boolean, why: string): void {
    if (writable === this.writable) return;
    this.writable = writable;
    this.since = new Date();
    if (writable) {
      this.logger.info('The database takes writes');
      return;
    }
    this.opened += 1;
    this.logger.warn({ reason: this.lastFailure ?? why }, 'The database is away');
  }
}
