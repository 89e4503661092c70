import { extname, join } from 'node:path';
import type { DataDirectory } from './data-directory';
import type { ProcessName, ProcessSpec } from './process-spec';
import { explainRedis } from './redis-words';
import type { StackTiming } from './stack-timing';

/** Beside this file, compiled or not: Node runs both. */
const LIFELINE = join(__dirname, `lifeline${extname(__filename)}`);

/**
 * Holds a server's life to the pipe on the shell's standard input: when that closes, because the launcher said so or
 * was killed, the server is asked to end; when the server ends by itself the shell ends with its code.
 */
const KEEPER =
  'trap "" INT TERM HUP; exec 3<&0; "$@" </dev/null 3<&- & server=$!; ' +
  '{ cat; kill "$server"; } <&3 >/dev/null 2>&1 3<&- & wait "$server"';

export interface RedisPlacement {
  readonly data: DataDirectory;
  readonly port: number;
  /** Where the shell finds its commands. */
  readonly path: string;
  readonly timing: StackTiming;
}

/** A private Redis: on loopback, durable, and never dropping a job to make room. */
export function redisSpec(program: string, { data, port, path, timing }: RedisPlacement): ProcessSpec {
  const settings: Readonly<Record<string, string>> = {
    bind: '127.0.0.1',
    port: String(port),
    'protected-mode': 'yes',
    dir: data.redis,
    // Snapshots would only repeat what the append-only file holds.
    save: '',
    appendonly: 'yes',
    // `everysec` can lose acknowledged jobs of the last second to kill -9; one machine's load does not need its speed.
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    logfile: '',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return {
    name: 'redis',
    command: 'sh',
    args: ['-c', KEEPER, 'sh', program, ...args],
    env: { PATH: path },
    stopGraceMs: timing.stopGraceMs,
    stopBy: 'lifeline',
    explain: (tail) => explainRedis(tail, data.redis),
  };
}

/**
 * How much of its young generation a process of ours keeps: Node's own limit made a worker hold 130 MB more after
 * fifty runs, and no less of the processor's time. The image says the same (`Dockerfile`).
 */
export const MEMORY_FLAGS = ['--max-semi-space-size=8'] as const;

/**
 * The C library keeps freed memory by thread, in up to eight places for each processor core; a worker with its threads
 * that made reports held 30 MB more by that. The image says the same.
 */
export const MEMORY_SETTINGS = { MALLOC_ARENA_MAX: '2' } as const;

/** One of our own programs on this very Node. */
export function nodeSpec(
  name: ProcessName,
  [entry, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  stopGraceMs: number,
): ProcessSpec {
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', ...MEMORY_FLAGS, '--require', LIFELINE, entry, ...args],
    env: { ...MEMORY_SETTINGS, ...env },
    stopGraceMs,
    stopBy: 'signal',
  };
}
