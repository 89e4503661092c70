import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedProcess } from './managed-process';

/** How one knows that a process can be used, and what it lacks so far. */
export interface Readiness {
  /** Resolves once the process is ready; rejects only when `signal` fires. */
  wait(process: ManagedProcess, signal: AbortSignal): Promise<void>;
  /** Why it is not ready yet, for people. */
  readonly reason: string;
}

const ASK_AGAIN_MS = 100;
const ANSWER_WITHIN_MS = 2_000;

/** Ready when it answers GET on an address with 200. */
export class HttpReadiness implements Readiness {
  reason = 'nothing answered yet';

  constructor(private readonly url: string) {}

  async wait(_process: ManagedProcess, signal: AbortSignal): Promise<void> {
    for (;;) {
      const status = await askStatus(this.url);
      if (status === 200) return;
      this.reason = status === null ? `${this.url} does not answer` : `${this.url} answers ${status}`;
      await delay(ASK_AGAIN_MS, undefined, { signal });
    }
  }
}

/** Ready when it prints a certain line. */
export class LineReadiness implements Readiness {
  readonly reason = 'it did not say that it is ready';

  constructor(private readonly recognise: (line: string) => boolean) {}

  async wait(process: ManagedProcess): Promise<void> {
    await process.firstLine((line) => (this.recognise(line) ? true : undefined));
  }
}

/** The status that an address answers GET with, or null when it does not answer in time. */
export async function askStatus(url: string, withinMs = ANSWER_WITHIN_MS): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
