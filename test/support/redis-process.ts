import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable, Writable } from 'node:stream';

export interface RedisProcess {
  readonly url: string;
  stop(): Promise<void>;
}

type Shell = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * The shell holds the server's life to a pipe from this process: when the pipe closes, because the tests ended
 * or because the test process was killed with -9, the server stops. Signals for the group are left to the server.
 */
const KEEPER =
  'command -v redis-server >/dev/null || { echo "no redis-server"; exit 127; }; ' +
  'trap "" INT TERM; redis-server "$@" & server=$!; cat >/dev/null; kill $server 2>/dev/null; wait $server';

const MISSING =
  'The tests need redis-server and found none on the PATH. Install it (Debian, Ubuntu: apt-get install -y redis-server; ' +
  'Fedora: dnf install redis; macOS: brew install redis) or set REDIS_URL to a Redis the tests may write to.';

/**
 * Starts a private `redis-server` on a free loopback port with its files in `directory`: durable, unless `settings` say
 * otherwise (`{ appendonly: 'no' }`).
 */
export async function startRedisProcess(
  directory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RedisProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = settings.port ?? `${await freeLoopbackPort()}`;
    const shell = spawnRedis(directory, port, settings);
    const output = await outputUntilDecided(shell);
    if (output.includes('Ready to accept connections')) {
      return { url: `redis://127.0.0.1:${port}`, stop: () => stop(shell) };
    }
    await stop(shell);
    if (output.includes('no redis-server')) throw new Error(MISSING);
    // Another process may take the port between the probe and the server's own bind.
    if (!output.includes('in use') || attempt === 5) {
      throw new Error(`redis-server did not start on port ${port}. It printed:\n${output}`);
    }
  }
}

function spawnRedis(directory: string, port: string, settings: Readonly<Record<string, string>>): Shell {
  const options = {
    bind: '127.0.0.1',
    port,
    dir: directory,
    save: '',
    // Written at once, flushed when the system likes: a killed server loses nothing, and no slow disk holds up a test.
    appendonly: 'yes',
    appendfsync: 'no',
    'maxmemory-policy': 'noeviction',
    ...settings,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return spawn('sh', ['-c', KEEPER, 'sh', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
}

function outputUntilDecided(shell: Shell): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    const decide = (): void => {
      clearTimeout(timer);
      resolve(output);
    };
    const timer = setTimeout(decide, 60_000);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/Ready to accept connections|no redis-server|Failed listening|FATAL|in use/.test(output)) decide();
    };
    shell.stdout.on('data', read);
    shell.stderr.on('data', read);
    shell.once('exit', decide);
  });
}

async function stop(shell: Shell): Promise<void> {
  if (shell.exitCode !== null || shell.signalCode !== null) return;
  const exited = once(shell, 'exit');
  shell.stdin.end();
  await exited;
}

async function freeLoopbackPort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
