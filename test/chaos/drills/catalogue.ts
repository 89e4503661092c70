import { apiKilled } from './api-killed.drill';
import { clockShifted } from './clock-shifted.drill';
import { crowdedOut } from './crowded-out.drill';
import { databaseKilled } from './database-killed.drill';
import type { Drill } from './drill';
import { modelFaults } from './model-faults.drill';
import { redisFull } from './redis-full.drill';
import { redisKilled } from './redis-killed.drill';
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
  modelFaults,
  redisFull,
  rollingRestart,
  streamDropped,
  clockShifted,
  crowdedOut,
  storm,
];
