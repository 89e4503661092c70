import { AppError } from '@app/kernel';
import type { LocalStack, LocalStackOptions } from '@app/local-stack';
import { readStackEnvironment } from '@app/platform';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeApi } from '../../../../test/support/fake-api';
import type { ServerWish } from './server';
import { localServer } from './server';

let dataDir: string;
let api: FakeApi;
let url: string;
let started: LocalStackOptions[];
let stopped: number;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'infra-mind-server-'));
  api = new FakeApi().json('GET /ready', {});
  url = await api.listen();
  started = [];
  stopped = 0;
});
afterEach(async () => {
  await api.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A live process holds the data: the parent of this test. */
function holdData(purpose: 'service' | 'errand', apiUrl: string | null): void {
  const record = { holder: { pid: process.ppid, began: null }, purpose, apiUrl, children: [] };
  writeFileSync(join(dataDir, 'stack.lock'), JSON.stringify(record));
}

function aWish(parts: Partial<ServerWish> = {}): ServerWish {
  const stack = { apiUrl: 'http://own', stop: async () => void (stopped += 1), kill: () => undefined };
  return {
    environment: { ...readStackEnvironment(), dataDir },
    listener: { step: () => undefined },
    signal: new AbortController().signal,
    start: async (options) => {
      started.push(options);
      return stack as unknown as LocalStack;
    },
    ...parts,
  };
}

describe('localServer', () => {
  it('starts a stack on free ports and the same data when none runs, and stops it at the end', async () => {
    const server = await localServer(aWish());
    expect(server.url).toBe('http://own');
    expect(started).toMatchObject([{ purpose: 'errand', ports: 'free', environment: { dataDir } }]);
    await server.release();
    expect(stopped).toBe(1);
  });

  it('uses the stack that runs, and leaves it running', async () => {
    holdData('service', url);
    const server = await localServer(aWish());
    expect(server.url).toBe(url);
    await server.release();
    expect([started.length, stopped]).toEqual([0, 0]);
  });

  it('waits for a stack that is starting', async () => {
    holdData('service', url);
    api.on('GET /ready', (_request, response) => {
      const early = api.requests('GET /ready').length < 3;
      response.writeHead(early ? 503 : 200).end();
    });
    expect((await localServer(aWish())).url).toBe(url);
    expect(api.requests('GET /ready')).toHaveLength(3);
  });

  it('takes data of its own while another short-lived command holds the data, and discards it', async () => {
    holdData('errand', url);
    const server = await localServer(aWish());
    const own = started[0]?.environment.dataDir ?? '';
    expect(own).not.toBe(dataDir);
    expect(existsSync(own)).toBe(true);
    await server.release();
    expect(stopped).toBe(1);
    expect(existsSync(own)).toBe(false);
  });

  it('uses the stack that was started between the look and the start', async () => {
    const start = async (): Promise<LocalStack> => {
      holdData('service', url);
      throw new AppError({ kind: 'conflict', code: 'stack.already-running', message: 'x' });
    };
    expect((await localServer(aWish({ start }))).url).toBe(url);
  });

  it('hands on why a stack could not be started', async () => {
    const start = async (): Promise<LocalStack> => {
      throw new AppError({ kind: 'precondition-failed', code: 'redis.missing', message: 'x' });
    };
    await expect(localServer(aWish({ start }))).rejects.toMatchObject({ code: 'redis.missing' });
  });

  it('stops waiting when it is told to', async () => {
    holdData('service', null);
    await expect(localServer(aWish({ signal: AbortSignal.abort() }))).rejects.toThrow(/abort/);
  });
});
