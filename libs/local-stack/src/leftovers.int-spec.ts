import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFakePrograms } from '../../../test/support/fake-programs';
import type { StackRecord } from './instance-lock';
import { clearLeftovers } from './leftovers';
import { identify, type ProcessIdentity } from './process-identity';
import { nodeSpec } from './process-specs';

let processes: ChildProcess[];
beforeEach(() => {
  processes = [];
});
afterEach(() => processes.forEach((one) => one.kill('SIGKILL')));

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

describe('clearLeftovers', () => {
  it('ends a process that a killed stack had written down', async () => {
    const sleeper = await aSleeper();
    const ended = once(sleeper, 'exit');
    const identity = identify(sleeper.pid ?? 0);
    await clearLeftovers(aRecord(identity ?? { pid: 0, began: null }), 0);
    expect(await ended).toEqual([null, 'SIGKILL']);
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
});
