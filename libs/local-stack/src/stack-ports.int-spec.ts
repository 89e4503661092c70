import type { StackEnvironment } from '@app/platform';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'node:net';
import { freeLoopbackPort } from './ports';
import { choosePorts } from './stack-ports';

function anEnvironment(parts: Partial<StackEnvironment> = {}): StackEnvironment {
  return {
    mongodbUrl: undefined,
    redisUrl: undefined,
    apiHost: '127.0.0.1',
    apiPort: 0,
    workerPort: 0,
    dataDir: '.data',
    production: false,
    inherited: {},
    ...parts,
  };
}

describe('choosePorts', () => {
  it('takes the configured ports when they are free', async () => {
    const [apiPort, workerPort] = [await freeLoopbackPort(), await freeLoopbackPort()];
    expect(await choosePorts(anEnvironment({ apiPort, workerPort }), 'configured')).toEqual({
      api: apiPort,
      worker: workerPort,
    });
  });

  it('takes free ports where 0 is configured, and where free ones are asked for', async () => {
    const ports = [
      await choosePorts(anEnvironment(), 'configured'),
      await choosePorts(anEnvironment({ apiPort: 1, workerPort: 1 }), 'free'),
    ];
    for (const { api, worker } of ports) {
      expect(api).toBeGreaterThan(1);
      expect(worker).not.toBe(api);
    }
  });

  it('says that nothing can listen on the loopback address, rather than looking on for a port', async () => {
    jest.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      const refusal = Object.assign(new Error('listen EADDRNOTAVAIL'), { code: 'EADDRNOTAVAIL' });
      process.nextTick(() => this.emit('error', refusal));
      return this;
    });
    await expect(freeLoopbackPort()).rejects.toMatchObject({ code: 'stack.no-loopback' });
  });

  it('names the variable of the worker when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(choosePorts(anEnvironment({ workerPort: port }), 'configured')).rejects.toMatchObject({
      code: 'stack.port-taken',
      message: expect.stringContaining('WORKER_PORT='),
    });
    other.close();
  });

  it.each<[string, Partial<StackEnvironment>, string]>([
    ['a port that is none', { apiPort: Number.NaN }, 'stack.invalid-setting'],
    ['a port beyond the last', { workerPort: 70_000 }, 'stack.invalid-setting'],
    ['the same port twice', { apiPort: 4100, workerPort: 4100 }, 'stack.invalid-setting'],
    // TEST-NET-1 of RFC 5737: the address of no machine.
    ['an address of another machine', { apiHost: '192.0.2.1', apiPort: 4100 }, 'stack.host-not-here'],
  ])('refuses %s', async (_case, parts, code) => {
    await expect(choosePorts(anEnvironment(parts), 'configured')).rejects.toMatchObject({
      code,
      // What to do is said in every case.
      message: expect.stringMatching(/unset it|Leave it unset/) as string,
    });
  });
});
