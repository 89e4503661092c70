import { AppError } from '@app/kernel';
import type { AppConfig } from '@app/platform';
import type { MongooseModuleFactoryOptions } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { PinoLogger } from 'nestjs-pino';
import { releaseWritersOfClosedSockets } from './closed-sockets';
import type { DatabaseAvailability } from './database-availability';
import type { DatabasePool } from './database-pool';

/** How often the start tries to reach the database, and how long it rests in between. */
const START_ATTEMPTS = 5;
const START_REST_MS = 1_000;
/** How often each server is asked how it is: the database that comes back is noticed this soon. */
const HEARTBEAT_MS = 2_000;

/** How this process connects: its pool, its patience, and how safe a write is before it counts as done. */
export function connectionOptions(
  { env }: AppConfig,
  { pool, availability }: { readonly pool: DatabasePool; readonly availability: DatabaseAvailability },
  logger: PinoLogger,
): MongooseModuleFactoryOptions {
  let attempt = 0;
  releaseWritersOfClosedSockets();
  return {
    uri: env.MONGODB_URL,
    maxPoolSize: env.MONGODB_POOL_SIZE,
    minPoolSize: Math.min(env.MONGODB_POOL_MIN, env.MONGODB_POOL_SIZE),
    maxIdleTimeMS: env.MONGODB_POOL_IDLE_MS,
    waitQueueTimeoutMS: env.MONGODB_POOL_WAIT_MS,
    serverSelectionTimeoutMS: env.MONGODB_TIMEOUT_MS,
    connectTimeoutMS: env.MONGODB_TIMEOUT_MS,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    // Longer than the server is given for a search (below), so that no work is left behind there.
    socketTimeoutMS: env.MONGODB_TIMEOUT_MS * 2,
    // An acknowledged write is on a majority's disks: the record outlives any one process.
    w: 'majority',
    // A version that was just written must be there for the worker that reads it.
    readPreference: 'primary',
    journal: true,
    monitorCommands: true,
    // The start builds the indexes, and waits for them.
    autoCreate: false,
    autoIndex: false,
    // Looking through each text for broken characters holds the event loop for the length of a report, and only we write.
    enableUtf8Validation: false,
    retryAttempts: START_ATTEMPTS,
    retryDelay: START_REST_MS,
    onConnectionCreate: (connection) => {
      attempt += 1;
      const client = connection.getClient();
      pool.watch(client);
      availability.watch(client);
      if (attempt > 1) {
        logger.warn(
          { attempt, of: START_ATTEMPTS },
          `Waiting for the database at ${placeOf(env.MONGODB_URL)}`,
        );
      }
    },
    connectionFactory: (connection: Connection) => {
      connection.set('maxTimeMS', env.MONGODB_TIMEOUT_MS);
      return connection;
    },
    connectionErrorFactory: ({ name }) => unreachable(env.MONGODB_URL, name),
  };
}

/** Without the driver's own error, which would be printed with all that it holds. */
function unreachable(url: string, name: string): AppError {
  return new AppError({
    kind: 'unavailable',
    code: 'database.unreachable',
    message: `The database at ${placeOf(url)} did not answer in ${START_ATTEMPTS} attempts (${name}). Start it, or point MONGODB_URL at one that runs.`,
  });
}

/** The hosts of an address, without the name and password that may stand before them. */
export function placeOf(url: string): string {
  return /^[^/]+\/\/(?:[^@/]*@)?([^/?]*)/.exec(url)?.[1] ?? 'MONGODB_URL';
}
