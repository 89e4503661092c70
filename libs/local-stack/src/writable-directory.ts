import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes a directory with what is missing above it, or checks one that is there, and that this user can write in it.
 * Nothing is made where the nearest existing parent refuses. Level by level: with `recursive`, Node 24 never comes back
 * from a file system that takes no directories, such as /proc.
 * @throws the file system's own error, with its `code`
 */
export function ensureWritableDirectory(path: string, mode?: number): void {
  const place = resolve(path);
  const nearest = nearestExisting(place);
  requireWritable(nearest);
  makeBelow(nearest, place, mode);
  if (nearest !== place) requireWritable(place);
}

/** @throws the file system's own error, also for what is no directory */
export function requireWritable(directory: string): void {
  accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  // What the mode allows a read-only or full file system may still refuse.
  const probe = join(directory, `.probe-${process.pid}`);
  writeFileSync(probe, 'x');
  rmSync(probe);
}

/** The place itself, or the nearest parent that exists. */
export function nearestExisting(path: string): string {
  const place = resolve(path);
  return existsSync(place) || place === dirname(place) ? place : nearestExisting(dirname(place));
}

function makeBelow(existing: string, place: string, mode: number | undefined): void {
  if (place === existing) return;
  makeBelow(existing, dirname(place), mode);
  try {
    mkdirSync(place, { mode });
  } catch (error) {
    // Somebody else may have made it since the look. A link that leads nowhere throws here.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(place).isDirectory()) throw error;
  }
}
