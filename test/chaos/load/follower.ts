import { setTimeout as delay } from 'node:timers/promises';
import { SseClient, type SseFrame } from '../../support/sse-client';

/** What a follower saw that it must not see. */
export interface StreamBreach {
  readonly runId: string;
  readonly detail: string;
}

const FINAL = new Set(['completed', 'partial', 'failed', 'cancelled']);
const PAUSE_MS = 100;

/**
 * Follows the events of one run over any number of connections, as a browser does: it goes on after the last id it saw,
 * at another API when one is gone. Checks that nothing is missing and nothing comes twice.
 */
export class Follower {
  readonly breaches: StreamBreach[] = [];
  readonly seen: number[] = [];
  connections = 0;
  resyncs = 0;
  private lastId = '';
  private turn = 0;
  private open: SseClient | null = null;
  private ended = false;

  constructor(
    private readonly addresses: () => readonly string[],
    private readonly runId: string,
    /** How many frames a connection lives; asked anew for each. */
    private readonly framesOfConnection: () => number = () => Infinity,
  ) {}

  /** Whether it saw the end of its run. */
  get hasEnded(): boolean {
    return this.ended;
  }

  get address(): string {
    const addresses = this.addresses();
    return addresses[this.turn % addresses.length] ?? '';
  }

  get last(): string {
    return this.lastId;
  }

  /** Reads until the run has ended or time is over; true when it saw the end. */
  async follow(giveUpAt: number): Promise<boolean> {
    while (!this.ended && Date.now() < giveUpAt) {
      try {
        await this.read();
      } catch {
        // Refused or broken: the next API, from the last id on.
      } finally {
        this.open?.close();
      }
      if (this.ended) break;
      this.turn += 1;
      await delay(PAUSE_MS);
    }
    return this.ended;
  }

  private async read(): Promise<void> {
    const headers: Record<string, string> = this.lastId === '' ? {} : { 'last-event-id': this.lastId };
    const client = await SseClient.open(`${this.address}/v1/runs/${this.runId}/events`, headers);
    this.open = client;
    this.connections += 1;
    if (client.status === 204) this.ended = true;
    if (client.status !== 200) return;
    const frames = this.framesOfConnection();
    for (let count = 0; count < frames && !this.ended; count += 1) {
      const frame = await client.next();
      if (!frame) return;
      this.take(frame);
    }
  }

  private take(frame: SseFrame): void {
    const data = frame.data as { state?: string; type?: string };
    if (frame.event === 'resync') {
      this.resyncs += 1;
      this.lastId = '';
      return;
    }
    if (frame.event === 'snapshot') {
      this.lastId = frame.id ?? '';
    } else if (frame.id !== null) {
      this.check(frame.id);
      this.lastId = frame.id;
    }
    if ((frame.event === 'snapshot' || data.type === 'run.state') && FINAL.has(data.state ?? '')) {
      this.ended = true;
    }
  }

  private check(id: string): void {
    const sequence = Number(id.split('-')[1]);
    const before = Number(this.lastId.split('-')[1] ?? 0);
    if (sequence !== before + 1) {
      this.breaches.push({ runId: this.runId, detail: `after event ${before} came ${sequence}` });
    }
    this.seen.push(sequence);
  }
}
