import { readStackEnvironment } from '@app/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFakePrograms } from '../../../test/support/fake-programs';
import { until } from '../../../test/support/until';
import type { StackRecord } from './instance-lock';
import { clearLeftovers } from './leftovers';
import { identify, type ProcessIdentity } from './process-identity';
import { nodeSpec } from './process-specs';
import { startLocalStack } from './start-local-stack';

let processes: ChildProcess[];
/** Processes of processes, which end here also where a test ran out of time. */
let strays: ProcessIdentity[];
beforeEach(() => {
  processes = [];
  strays = [];
});
afterEach(async () => {
  processes.forEach((one) => one.kill('SIGKILL'));
  for (const stray of strays) await clearLeftovers(aRecord(stray), 0);
});

function aRecord(child: ProcessIdentity): StackRecord {
  const holder = { pid: 2 ** 30, began: null };
  return { holder, purpose: 'service', apiUrl: null, children: [{ ...child, name: 'worker' }] };
}

async function aSleeper(): Promise<ChildProcess> {
  const sleeper = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  processes.push(sleeper);
  await once(sleeper, 'spawn');
  return sleeper;
}

/** As where it runs for another user. */
function forbidToEnd(pid: number): void {
  const kill = process.kill.bind(process);
  jest.spyOn(process, 'kill').mockImplementation((target, signal) => {
    if (Math.abs(target) !== pid) return kill(target, signal);
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  });
}

describe('clearLeftovers', () => {
  it('ends a process that a killed stack had written down', async () => {
    const sleeper = await aSleeper();
    const ended = once(sleeper, 'exit');
    const identity = identify(sleeper.pid ?? 0);
    await clearLeftovers(aRecord(identity ?? { pid: 0, began: null }), 0);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('says which process it may not end, and does not wait for it', async () => {
    const { pid = 0 } = await aSleeper();
    forbidToEnd(pid);
    await expect(clearLeftovers(aRecord({ pid, began: null }), 0)).rejects.toMatchObject({
      code: 'stack.leftovers-remain',
      message: expect.stringContaining(`worker (process ${pid})`),
    });
  });

  it('keeps such a process written down, and the stack from starting beside it', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'infra-mind-leftovers-'));
    const { pid = 0 } = await aSleeper();
    const record = aRecord({ pid, began: null });
    writeFileSync(join(dataDir, 'stack.lock'), JSON.stringify(record));
    forbidToEnd(pid);
    const started = startLocalStack({
      environment: { ...readStackEnvironment(), redisUrl: undefined, mongodbUrl: undefined, dataDir },
      listener: { step: () => undefined },
      programs: writeFakePrograms(join(dataDir, 'programs')),
      timing: { leftoverGraceMs: 0 },
    });
    await expect(started).rejects.toMatchObject({ code: 'stack.leftovers-remain' });
    expect(JSON.parse(readFileSync(join(dataDir, 'stack.lock'), 'utf8'))).toMatchObject({
      children: record.children,
    });
    rmSync(dataDir, { recursive: true });
  });

  it('leaves a process alone that only has the number of one written down', async () => {
    const sleeper = await aSleeper();
    await clearLeftovers(aRecord({ pid: sleeper.pid ?? 0, began: 'another boot:1' }), 0);
    expect(identify(sleeper.pid ?? 0)).toBeDefined();
  });
});

describe('a process of the stack', () => {
  it('ends with its launcher, however that ends', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-lifeline-'));
    const { worker, journal } = writeFakePrograms(directory);
    const { command, args } = nodeSpec('worker', [worker], {}, 0);
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: { WORKER_PORT: '0' } });
    processes.push(child);
    await once(child.stdout, 'data');
    child.stdin.destroy();
    await once(child, 'exit');
    expect(readFileSync(journal, 'utf8')).toContain(`worker stopped ${child.pid}\n`);
    rmSync(directory, { recursive: true });
  });

  it('ends with a launcher that was killed while it had something left to log', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-lifeline-'));
    const program = join(directory, 'program.js');
    writeFileSync(
      program,
      `const log = require(${JSON.stringify(require.resolve('pino'))})();
       process.on('SIGTERM', () => { log.warn('going'); log.warn('gone'); process.exit(0); });
       setInterval(() => undefined, 1000);
       console.log('ready');`,
    );
    const { command, args } = nodeSpec('worker', [program], {}, 0);
    const launch = `const child = require('node:child_process').spawn(${JSON.stringify(command)}, ${JSON.stringify(args)}, { detached: true });
      child.stdout.once('data', () => console.log(child.pid));`;
    const launcher = spawn(process.execPath, ['-e', launch], { stdio: ['ignore', 'pipe', 'ignore'] });
    processes.push(launcher);
    const [pid] = (await once(launcher.stdout, 'data')) as [Buffer];
    const child = identify(Number(pid.toString()));
    if (!child) throw new Error('the program did not start');
    strays.push(child);
    launcher.kill('SIGKILL');
    await until(() => identify(child.pid) === undefined);
    rmSync(directory, { recursive: true });
  });
});
