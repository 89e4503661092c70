import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { mongo } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import { givenMongoUrl } from '../../support/drill-environment';
import { ALL_COMPLETED } from '../checker/evidence';
import { World } from '../world/world';
import { NotRun, type Drill } from './drill';
import { Trial } from './trial';

const DATABASE = 'infra-mind-drills';

/** D6: the primary of a real replica set dies. It runs where MONGODB_URL names one whose processes are on this machine. */
export const primaryKilled: Drill = {
  id: 'D6',
  title: 'kill -9 or SIGSTOP the primary of a replica set',
  rounds: { short: 1, long: 6 },
  needs: { apis: 1, workers: 1 },
  async run(trial) {
    const mongoUrl = givenMongoUrl();
    if (!mongoUrl) throw new NotRun('MONGODB_URL names no replica set');
    await primaryOf(mongoUrl);
    const world = await World.start({
      ...trial.world.options,
      apis: 2,
      workers: 2,
      mongoUrl: withDatabase(mongoUrl),
    });
    try {
      const inner = new Trial({ ...trial.parts, world });
      for (let round = 0; round < trial.rounds; round += 1) await strike(inner, mongoUrl, round);
      inner.requireRecovery(await inner.settle(ALL_COMPLETED));
      await inner.close();
      trial.adopt(inner);
    } finally {
      world.end();
      world.removeFiles();
    }
  },
};

async function strike(trial: Trial, mongoUrl: string, round: number): Promise<void> {
  const load = trial.load(5);
  await delay(trial.random.between(500, 1_500));
  const primary = await primaryOf(mongoUrl);
  if (round % 2 === 0) {
    trial.world.kills.push({ kind: 'database', at: Date.now() });
    process.kill(primary.pid, 'SIGKILL');
    await delay(trial.random.between(3_000, 12_000));
    // As its operator started it; it outlives the drills, as the one before would have.
    spawn(primary.program, primary.args, { cwd: primary.directory, stdio: 'ignore', detached: true }).unref();
  } else {
    process.kill(primary.pid, 'SIGSTOP');
    await delay(trial.random.between(12_000, 20_000));
    process.kill(primary.pid, 'SIGCONT');
  }
  await load.stop();
}

interface Primary {
  readonly pid: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
}

/** The process of the primary, when it is a mongod of this machine that we may end and start again. */
async function primaryOf(mongoUrl: string): Promise<Primary> {
  const client = new mongo.MongoClient(mongoUrl, { readPreference: 'primary' });
  try {
    const admin = client.db('admin');
    const { setName } = await admin.command({ hello: 1 });
    if (!setName) throw new NotRun('MONGODB_URL names a single server, not a replica set');
    const { pid, process: name } = await admin.command({ serverStatus: 1 });
    return started(Number(pid), String(name));
  } finally {
    await client.close();
  }
}

function started(pid: number, name: string): Primary {
  try {
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    if (!program.includes('mongod')) throw new Error(`process ${pid} is ${program}`);
    return { pid, program, args, directory: readlinkSync(`/proc/${pid}/cwd`) };
  } catch (error) {
    throw new NotRun(`the primary, ${name} ${pid}, is no mongod of this machine: ${String(error)}`);
  }
}

function withDatabase(mongoUrl: string): string {
  return mongoUrl.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${DATABASE}`);
}
