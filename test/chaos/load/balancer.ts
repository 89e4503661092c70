import { setTimeout as delay } from 'node:timers/promises';
import { ask, type HttpAnswer, type HttpQuestion } from './http';

const LOOK_EVERY_MS = 100;

/** A small balancer: asks the APIs in turn, and only those that say they are ready. It tries nothing twice. */
export class Balancer {
  private readonly ready = new Set<string>();
  private readonly stopped = new AbortController();
  private readonly loops: Promise<void>[];
  private turn = 0;

  constructor(private readonly addresses: readonly string[]) {
    this.loops = addresses.map((address) => this.watch(address));
  }

  get readyCount(): number {
    return this.ready.size;
  }

  /** @throws when the connection fails: nobody tries again */
  send(path: string, question: HttpQuestion): Promise<HttpAnswer> {
    const choices = this.addresses.filter((address) => this.ready.has(address));
    const address = choices[(this.turn += 1) % Math.max(1, choices.length)];
    if (!address) throw new Error('no API is ready');
    return ask(`${address}${path}`, question);
  }

  /** Waits until an API is ready, or is not any more. */
  async until(address: string, isReady: boolean, giveUpAt: number): Promise<boolean> {
    while (this.ready.has(address) !== isReady) {
      if (Date.now() > giveUpAt) return false;
      await delay(LOOK_EVERY_MS / 4);
    }
    return true;
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.loops);
  }

  private async watch(address: string): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const ready = await ask(`${address}/ready`, { withinMs: 5_000 }).then(
        ({ status }) => status === 200,
        () => false,
      );
      if (ready) this.ready.add(address);
      else this.ready.delete(address);
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
