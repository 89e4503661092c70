/** Renews locks that are held under these tokens; resolves to the ids of those that are lost. */
export type RenewLocks = (ids: string[], tokens: string[]) => Promise<readonly string[]>;

export interface LockKeeperParts {
  readonly renew: RenewLocks;
  /** Long enough for two renewals that fail in a row before a lock is over. */
  readonly everyMs: number;
  /** Told once of a lock that somebody else has, or that is over. */
  readonly onLost: (id: string) => void;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Renews the locks of the jobs in hand. It goes by a timer alone: BullMQ compares times of day, and after a clock was set
 * back it renews nothing until the clock is where it was, so that others take the jobs of a worker that lives.
 */
export class LockKeeper {
  private readonly tokens = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(private readonly parts: LockKeeperParts) {}

  hold(id: string, token: string): void {
    this.tokens.set(id, token);
    if (!this.timer && !this.isOver) this.wait();
  }

  release(id: string): void {
    this.tokens.delete(id);
  }

  stop(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  private wait(): void {
    this.timer = setTimeout(() => void this.renewAll(), this.parts.everyMs);
    this.timer.unref();
  }

  private async renewAll(): Promise<void> {
    const held = [...this.tokens];
    try {
      if (held.length > 0) this.forget(held, await this.parts.renew(...columnsOf(held)));
    } catch (error) {
      this.parts.onTrouble(error);
    }
    if (!this.isOver) this.wait();
  }

  /** What is lost stays lost. A job that came back under another token meanwhile is not meant. */
  private forget(held: readonly (readonly [string, string])[], lost: readonly string[]): void {
    for (const [id, token] of held) {
      if (!lost.includes(id) || this.tokens.get(id) !== token) continue;
      this.tokens.delete(id);
      this.parts.onLost(id);
    }
  }
}

function columnsOf(held: readonly (readonly [string, string])[]): [string[], string[]] {
  return [held.map(([id]) => id), held.map(([, token]) => token)];
}
