import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { noLoopback } from './local-stack.errors';

/** What stands in the way of listening there: nothing, another program, or an address that is not this machine's. */
export type PortState = 'free' | 'taken' | 'not-here' | 'not-allowed';

/** Tries to listen on a port and lets it go again. */
export async function probePort(host: string, port: number): Promise<PortState> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
    return 'free';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') return 'taken';
    if (code === 'EACCES') return 'not-allowed';
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'not-here';
    throw error;
  } finally {
    if (probe.listening) {
      probe.close();
      await once(probe, 'close');
    }
  }
}

/**
 * Below the ports that operating systems give to outgoing connections (Linux from 32768, macOS and Windows from 49152):
 * otherwise one of those could take the port between this look and the moment a program listens on it.
 */
const FIRST_OWN_PORT = 20_000;
const LAST_OWN_PORT = 32_000;

/**
 * A loopback port that is free now. Chosen at random, so that two that look at the same time find different ones.
 * @throws stack.no-loopback
 */
export async function freeLoopbackPort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST_OWN_PORT, LAST_OWN_PORT);
    const state = await probePort('127.0.0.1', port);
    if (state === 'free') return port;
    if (state !== 'taken') throw noLoopback();
  }
}
