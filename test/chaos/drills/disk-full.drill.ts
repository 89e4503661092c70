import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { World } from '../world/world';
import { NotRun, type Drill } from './drill';
import { Trial } from './trial';

const SIZE_MB = 96;
const LEFT_BYTES = 128 * 1_024;
const FULL_FOR_MS = 4_000;

/** D9, second half: the disk of the stores has no room left. Whatever is accepted is done once there is room again. */
export const diskFull: Drill = {
  id: 'D9b',
  title: 'the disk of Redis and the database is full, then room is made',
  rounds: { short: 1, long: 3 },
  needs: { apis: 1, workers: 1 },
  async run(trial) {
    const disk = mkdtempSync(join(tmpdir(), 'infra-mind-disk-'));
    mount(disk);
    const unmount = (): void => {
      execFileSync('umount', ['--lazy', disk]);
      rmSync(disk, { recursive: true, force: true });
    };
    // Also when somebody interrupts the drills.
    process.once('exit', unmount);
    try {
      const world = await World.start({ ...trial.world.options, apis: 1, workers: 1, directory: disk });
      try {
        const inner = new Trial({ ...trial.parts, world });
        for (let round = 0; round < trial.rounds; round += 1) await fill(inner, disk);
        await inner.close();
        trial.adopt(inner);
      } finally {
        world.end();
        await delay(500);
      }
    } finally {
      process.removeListener('exit', unmount);
      unmount();
    }
  },
};

/** A disk of its own, so that nobody else's is filled. */
function mount(disk: string): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    rmSync(disk, { recursive: true, force: true });
    throw new NotRun(`a small disk cannot be mounted here: ${String(error).split('\n')[0]}`);
  }
}

async function fill(trial: Trial, disk: string): Promise<void> {
  const load = trial.load(6);
  await delay(trial.random.between(300, 900));
  const { bavail, bsize } = statfsSync(disk);
  const filler = join(disk, 'filler');
  try {
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES), 1));
  } catch (error) {
    // The stores wrote on meanwhile: then it is full already.
    if (!String(error).includes('ENOSPC')) throw error;
  }
  await delay(FULL_FOR_MS);
  const { refusals } = trial.ledger;
  rmSync(filler);
  await load.stop();
  trial.note(`D9b: ${refusals} requests were refused while the disk was full`);
  await trial.settle({ states: ['completed'], streams: 'may-be-gone' });
}
