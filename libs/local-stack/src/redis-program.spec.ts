import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostSystem } from './redis-program';
import { findProgram, provideRedis, redisInstallCommand, redisVersion } from './redis-program';

const directory = mkdtempSync(join(tmpdir(), 'infra-mind-redis-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function aSystem(parts: Partial<HostSystem> = {}): HostSystem {
  return {
    platform: 'linux',
    distribution: ['debian'],
    isRoot: false,
    path: directory,
    servicePolicy: join(directory, 'policy-rc.d'),
    ...parts,
  };
}

function fakeRedis(name: string, version: string): string {
  const file = join(directory, name);
  writeFileSync(file, `#!/bin/sh\necho "Redis server v=${version} sha=00000000:0 malloc=jemalloc bits=64"\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('redisInstallCommand', () => {
  it.each([
    ['brew install redis', aSystem({ platform: 'darwin', distribution: [] })],
    ['sudo apt-get install -y redis-server', aSystem({ distribution: ['linuxmint', 'ubuntu', 'debian'] })],
    ['apt-get install -y redis-server', aSystem({ isRoot: true })],
    ['sudo dnf install -y redis', aSystem({ distribution: ['rocky', 'rhel', 'centos', 'fedora'] })],
    ['apk add redis', aSystem({ distribution: ['alpine'], isRoot: true })],
    ['sudo pacman -S --noconfirm redis', aSystem({ distribution: ['arch'] })],
  ])('is %s', (command, system) => {
    expect(redisInstallCommand(system)).toBe(command);
  });

  it('is unknown where no package manager is known', () => {
    expect(redisInstallCommand(aSystem({ distribution: ['slackware'] }))).toBeNull();
    expect(redisInstallCommand(aSystem({ platform: 'win32' }))).toBeNull();
  });
});

/** An apt-get that knows the package only after an update, and notes what it was asked and what the policy said. */
function fakeAptGet(outcome: 'installs' | 'fails'): string {
  const journal = join(directory, 'apt-journal');
  const program = join(directory, 'redis-server');
  const install =
    outcome === 'fails'
      ? 'echo "E: Unable to locate package redis-server" >&2; exit 100'
      : `printf '#!/bin/sh\\necho "Redis server v=7.0.15"\\n' > ${program}; /bin/chmod 755 ${program}`;
  writeFileSync(
    join(directory, 'apt-get'),
    `#!/bin/sh
${join(directory, 'policy-rc.d')}; echo "$1 policy=$?" >> ${journal}
if [ "$1" = update ]; then echo updated >> ${journal}; exit 0; fi
while read -r line; do [ "$line" = updated ] && known=1; done < ${journal}
[ -n "$known" ] || exit 100
${install}
`,
    { mode: 0o755 },
  );
  return journal;
}

describe('provideRedis', () => {
  afterEach(() => {
    for (const name of ['redis-server', 'apt-get', 'apt-journal'])
      rmSync(join(directory, name), { force: true });
  });

  it('installs the package as root on Debian, says so, and keeps its service from starting', async () => {
    const journal = fakeAptGet('installs');
    const said: string[] = [];
    const program = await provideRedis(aSystem({ isRoot: true }), (text) => said.push(text));
    expect(program).toBe(join(directory, 'redis-server'));
    expect(said).toEqual([expect.stringContaining('running `apt-get install -y redis-server`')]);
    expect(readFileSync(journal, 'utf8')).toBe(
      'install policy=101\nupdate policy=101\nupdated\ninstall policy=101\n',
    );
    expect(existsSync(join(directory, 'policy-rc.d'))).toBe(false);
  });

  it('says why the installation failed', async () => {
    fakeAptGet('fails');
    await expect(provideRedis(aSystem({ isRoot: true }), () => undefined)).rejects.toMatchObject({
      code: 'redis.install-failed',
      message: expect.stringContaining('E: Unable to locate package redis-server'),
    });
    expect(existsSync(join(directory, 'policy-rc.d'))).toBe(false);
  });

  it('names the command of this system where it may not install', async () => {
    await expect(provideRedis(aSystem(), () => undefined)).rejects.toMatchObject({
      code: 'redis.missing',
      message: expect.stringContaining('`sudo apt-get install -y redis-server`, or set REDIS_URL'),
    });
  });

  it('does not try to install on a system without apt-get', async () => {
    await expect(provideRedis(aSystem({ isRoot: true }), () => undefined)).rejects.toMatchObject({
      code: 'redis.missing',
    });
  });

  it('finds the program on the path and accepts a version that is new enough', async () => {
    const file = fakeRedis('redis-server', '7.0.15');
    expect(findProgram('redis-server', `/nowhere:${directory}`)).toBe(file);
    await expect(provideRedis(aSystem(), () => undefined)).resolves.toBe(file);
  });

  it('refuses a version that is too old', async () => {
    fakeRedis('redis-server', '6.0.16');
    await expect(provideRedis(aSystem(), () => undefined)).rejects.toMatchObject({
      code: 'redis.too-old',
      message: expect.stringContaining('version 6.0.16; 6.2 or newer'),
    });
  });

  it('does not wait for a program that never says its version', async () => {
    const file = join(directory, 'silent');
    writeFileSync(file, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 });
    await expect(redisVersion(file, 100)).resolves.toBeNull();
  });
});
