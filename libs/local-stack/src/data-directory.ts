import { statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataIsNoDirectory, dataUnusable, noSpace } from './local-stack.errors';
import { ensureWritableDirectory, nearestExisting, requireWritable } from './writable-directory';

/** Room for the logs, the append-only file while it is rewritten and the database's write-ahead log. */
export const NEEDED_FREE_MB = 200;

/** The directories of one stack's data. */
export class DataDirectory {
  readonly root: string;

  constructor(path: string) {
    this.root = resolve(path);
  }

  get redis(): string {
    return join(this.root, 'redis');
  }

  get mongo(): string {
    return join(this.root, 'mongo');
  }

  logFile(name: string): string {
    return join(this.root, 'logs', `${name}.log`);
  }

  /**
   * Makes the directories, or checks those that are there.
   * @throws stack.data-unusable, stack.no-space
   */
  prepare(neededMb = NEEDED_FREE_MB): void {
    const place = nearestExisting(this.root);
    if (statSync(place, { throwIfNoEntry: false })?.isFile()) throw dataIsNoDirectory(place);
    const freeMb = freeMegabytes(this.root);
    if (freeMb !== null && freeMb < neededMb) throw noSpace(this.root, freeMb, neededMb);
    for (const path of [this.root, this.redis, this.mongo, join(this.root, 'logs')]) {
      try {
        ensureWritableDirectory(path, 0o700);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw noSpace(path, 0, neededMb);
        throw dataUnusable(path, error);
      }
    }
  }
}

/** Why a directory, or the nearest parent of one that does not exist yet, cannot be read and written; or null. */
export function whyNotWritable(path: string): string | null {
  try {
    requireWritable(nearestExisting(path));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Megabytes that this user may still write at `path` or, where that does not exist yet, at its nearest parent. */
export function freeMegabytes(path: string): number | null {
  try {
    const { bavail, bsize, blocks } = statfsSync(nearestExisting(path));
    // Not a disk at all, such as /proc.
    if (blocks === 0) return null;
    return Math.floor((bavail * bsize) / 1024 ** 2);
  } catch {
    // Some network file systems cannot say; the first write then tells.
    return null;
  }
}
