import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstanceLock, runningStack } from './instance-lock';
import { identify } from './process-identity';

/** A process that runs as long as this test: its parent. */
const ALIVE = identify(process.ppid) ?? { pid: process.ppid, began: null };
/** Above the largest pid of any system. */
const GONE = { pid: 2 ** 30, began: null };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'infra-mind-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function leaveLock(holder: object, apiUrl: string | null = 'http://127.0.0.1:3000'): void {
  const record = { holder, purpose: 'service', apiUrl, children: [] };
  writeFileSync(join(directory, 'stack.lock'), JSON.stringify(record));
}

describe('InstanceLock', () => {
  it('takes a directory that nobody holds and lets it go', () => {
    const { lock, left } = InstanceLock.acquire(directory, 'service');
    expect(left).toBeNull();
    expect(runningStack(directory)?.holder.pid).toBe(process.pid);
    lock.release();
    expect(runningStack(directory)).toBeNull();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses a directory that a live process holds, naming it and what to do', () => {
    leaveLock(ALIVE);
    expect(() => InstanceLock.acquire(directory, 'service')).toThrow(
      expect.objectContaining({
        code: 'stack.already-running',
        message: expect.stringMatching(
          new RegExp(`Process ${ALIVE.pid} .*http://127.0.0.1:3000.*kill ${ALIVE.pid}`, 's'),
        ),
      }),
    );
    expect(runningStack(directory)?.holder.pid).toBe(ALIVE.pid);
  });

  it('takes over from a process that is gone and tells what it left', () => {
    leaveLock(GONE);
    const { lock, left } = InstanceLock.acquire(directory, 'service');
    expect(left?.holder).toEqual(GONE);
    lock.release();
  });

  it('is not fooled by a later process with the same number', () => {
    leaveLock({ pid: ALIVE.pid, began: 'another boot:1' });
    const { lock } = InstanceLock.acquire(directory, 'service');
    expect(runningStack(directory)?.holder.pid).toBe(process.pid);
    lock.release();
  });

  it('takes over a file that is no lock', () => {
    writeFileSync(join(directory, 'stack.lock'), '{"half":');
    const { lock, left } = InstanceLock.acquire(directory, 'errand');
    expect(left).toBeNull();
    lock.release();
  });

  it('publishes the address once there is one', () => {
    const { lock } = InstanceLock.acquire(directory, 'errand');
    expect(runningStack(directory)).toMatchObject({ apiUrl: null, purpose: 'errand' });
    lock.update({ apiUrl: 'http://127.0.0.1:4000' });
    expect(runningStack(directory)).toMatchObject({ apiUrl: 'http://127.0.0.1:4000', purpose: 'errand' });
    lock.release();
  });
});
