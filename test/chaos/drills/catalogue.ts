import { apiKilled } from './api-killed.drill';
import { clockShifted } from './clock-shifted.drill';
import { crowdedOut } from './crowded-out.drill';
import { databaseKilled } from './database-killed.drill';
import { diskFull } from './disk-full.drill';
import type { Drill } from './drill';
import { modelFaults } from './model-faults.drill';
import { primaryKilled } from './primary-killed.drill';
import { redisFailover } from './redis-failover.drill';
import { redisFull } from './redis-full.drill';
import { redisKilled } from './redis-killed.drill';
import { reportsInterrupted } from './reports-interrupted.drill';
import { rollingRestart } from './rolling-restart.drill';
import { sameKey } from './same-key.drill';
import { storm } from './storm.drill';
import { streamDropped } from './stream-dropped.drill';
import { workerBlocked, workerFrozen } from './worker-held-up.drill';
import { workerKilled } from './worker-killed.drill';

/** Every drill, in the order in which they run. */
export const DRILLS: readonly Drill[] = [
  sameKey,
  apiKilled,
  workerKilled,
  workerFrozen,
  workerBlocked,
  redisKilled,
  databaseKilled,
  primaryKilled,
  redisFailover,
  modelFaults,
  redisFull,
  diskFull,
  rollingRestart,
  streamDropped,
  clockShifted,
  crowdedOut,
  reportsInterrupted,
  storm,
];
