import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { redisInstallFailed, redisMissing, redisTooOld } from './redis-program.errors';

const run = promisify(execFile);

/** Streams trimmed by id (XADD MINID) came with 6.2, which is also what the job queue recommends. */
const OLDEST_REDIS = [6, 2] as const;
const VERSION_WITHIN_MS = 10_000;

/** What this operating system is, as far as installing Redis goes. */
export interface HostSystem {
  readonly platform: NodeJS.Platform;
  /** `ID` and `ID_LIKE` of os-release(5). */
  readonly distribution: readonly string[];
  readonly isRoot: boolean;
  readonly path: string;
  /** Where Debian asks whether a freshly installed package may start its service; answer 101 means no. */
  readonly servicePolicy: string;
}

export function readHostSystem(path: string): HostSystem {
  return {
    platform: process.platform,
    distribution: distribution(),
    isRoot: process.getuid?.() === 0,
    path,
    servicePolicy: '/usr/sbin/policy-rc.d',
  };
}

/** The command that installs Redis on this system, as a person would type it, or null where none is known. */
export function redisInstallCommand(system: HostSystem): string | null {
  if (system.platform === 'darwin') return 'brew install redis';
  if (system.platform !== 'linux') return null;
  const sudo = system.isRoot ? '' : 'sudo ';
  const commands: readonly (readonly [string[], string])[] = [
    [['debian', 'ubuntu'], 'apt-get install -y redis-server'],
    [['alpine'], 'apk add redis'],
    [['arch'], 'pacman -S --noconfirm redis'],
    [['suse', 'opensuse'], 'zypper install -y redis'],
    [['fedora', 'rhel', 'centos'], 'dnf install -y redis'],
  ];
  const command = commands.find(([ids]) => ids.some((id) => system.distribution.includes(id)))?.[1];
  return command === undefined ? null : `${sudo}${command}`;
}

/**
 * The path of a `redis-server` that is new enough. On Debian and Ubuntu, as root, it installs the package when there
 * is none and says so through `say`; the distribution's own Redis service is kept from starting.
 * @throws redis.missing, redis.install-failed, redis.too-old, each naming what to type.
 */
export async function provideRedis(system: HostSystem, say: (text: string) => void): Promise<string> {
  let program = findProgram('redis-server', system.path);
  if (program === undefined) {
    const command = redisInstallCommand(system);
    const canInstall = system.isRoot && command?.startsWith('apt-get') && findProgram('apt-get', system.path);
    if (!canInstall || command === null) throw redisMissing(command);
    say(`redis-server is not installed: running \`${command}\` (its service is not started)`);
    await installOnDebian(command, system);
    program = findProgram('redis-server', system.path) ?? '/usr/bin/redis-server';
  }
  const version = await redisVersion(program);
  if (version !== null && isOlder(version)) throw redisTooOld(version.join('.'), OLDEST_REDIS.join('.'));
  return program;
}

export function findProgram(name: string, path: string): string | undefined {
  const candidates = path
    .split(delimiter)
    .filter(Boolean)
    .map((directory) => join(directory, name));
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** `[7, 0, 15]`, or null when the program does not say it as Redis does, or not in time. */
export async function redisVersion(
  program: string,
  withinMs = VERSION_WITHIN_MS,
): Promise<readonly number[] | null> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: withinMs, killSignal: 'SIGKILL' });
    const found = /v=(\d+)\.(\d+)\.(\d+)/.exec(stdout);
    return found === null ? null : found.slice(1).map(Number);
  } catch {
    return null;
  }
}

function isOlder([major = 0, minor = 0]: readonly number[]): boolean {
  return major < OLDEST_REDIS[0] || (major === OLDEST_REDIS[0] && minor < OLDEST_REDIS[1]);
}

async function installOnDebian(command: string, { servicePolicy, path }: HostSystem): Promise<void> {
  const ownPolicy = !existsSync(servicePolicy);
  if (ownPolicy) writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await installWithLists(command, path);
  } catch (error) {
    throw redisInstallFailed(command, error);
  } finally {
    if (ownPolicy) rmSync(servicePolicy, { force: true });
  }
}

/** A fresh container has no package lists: when the package is unknown they are fetched once. */
async function installWithLists(command: string, path: string): Promise<void> {
  const env = { PATH: path, DEBIAN_FRONTEND: 'noninteractive' };
  const sh = (line: string): Promise<unknown> => run('/bin/sh', ['-c', line], { env });
  const install = `${command} --no-install-recommends`;
  try {
    await sh(install);
  } catch {
    await sh('apt-get update');
    await sh(install);
  }
}

function distribution(): readonly string[] {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    const value = (key: string): string => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
    return `${value('ID')} ${value('ID_LIKE')}`.toLowerCase().split(/\s+/).filter(Boolean);
  } catch {
    return [];
  }
}
