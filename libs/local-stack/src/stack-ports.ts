import type { StackEnvironment } from '@app/platform';
import { hostNotHere, invalidSetting, portNotAllowed, portTaken } from './local-stack.errors';
import { freeLoopbackPort, probePort } from './ports';

export interface StackPorts {
  readonly api: number;
  readonly worker: number;
}

/**
 * The ports to serve on, seen to be free.
 * @throws stack.port-taken, stack.port-not-allowed, stack.host-not-here, stack.invalid-setting
 */
export async function choosePorts(
  environment: StackEnvironment,
  which: 'configured' | 'free',
): Promise<StackPorts> {
  if (which === 'free') return { api: await freeLoopbackPort(), worker: await freeLoopbackPort() };
  const { apiHost, apiPort, workerPort } = environment;
  if (apiPort !== 0 && apiPort === workerPort) {
    throw invalidSetting('WORKER_PORT', `another port than API_PORT, which is ${apiPort} too`);
  }
  return {
    api: await claim('API_PORT', apiHost, apiPort),
    worker: await claim('WORKER_PORT', '127.0.0.1', workerPort),
  };
}

async function claim(variable: 'API_PORT' | 'WORKER_PORT', host: string, port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw invalidSetting(variable, 'a port, 0 to 65535');
  if (port === 0) return freeLoopbackPort();
  const state = await probePort(host, port);
  if (state === 'taken') throw portTaken(variable, host, port);
  if (state === 'not-allowed') throw portNotAllowed(variable, port);
  if (state === 'not-here') throw hostNotHere(host);
  return port;
}
