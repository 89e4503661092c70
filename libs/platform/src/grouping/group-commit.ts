/** How one of a group went. */
export type Outcome<R> = PromiseSettledResult<R>;

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

/** More than one turn of the event loop brings together in ordinary work, and little enough for one command. */
const MOST_AT_ONCE = 500;

export interface GroupOptions {
  /** How long work may wait for company where nobody waits for the work. */
  readonly lingerMs?: number;
  /** A group does not wait for the one before it: for work in which the order of groups means nothing. */
  readonly isUnordered?: boolean;
}

/**
 * Makes one piece of work of what is asked for in the same turn of the event loop, or while an earlier piece is under
 * way, in the order in which it was asked for. So the cost of a command is shared by whoever is there. Nobody waits for
 * company, except as long as `lingerMs` says, and until somebody is in a hurry.
 */
export class GroupCommit<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private isBusy = false;
  private isHurried = false;
  private lingering: NodeJS.Timeout | undefined;

  /** `commit` answers for each item, in their order; where it throws, all of them failed. */
  constructor(
    private readonly commit: (items: readonly T[]) => Promise<readonly Outcome<R>[]>,
    private readonly options: GroupOptions = {},
  ) {}

  add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.begin();
    });
  }

  /** Somebody waits for what was added: it lingers no more. */
  hurry(): void {
    if (this.waiting.length > 0) this.isHurried = true;
    if (this.lingering === undefined) return;
    clearTimeout(this.lingering);
    this.lingering = undefined;
    setImmediate(() => void this.work());
  }

  private begin(): void {
    if (this.isBusy || this.waiting.length === 0) return;
    this.isBusy = true;
    const { lingerMs = 0 } = this.options;
    if (lingerMs === 0 || this.isHurried) {
      setImmediate(() => void this.work());
      return;
    }
    this.lingering = setTimeout(() => {
      this.lingering = undefined;
      void this.work();
    }, lingerMs);
  }

  private async work(): Promise<void> {
    const group = this.waiting.slice(0, MOST_AT_ONCE);
    this.waiting = this.waiting.slice(MOST_AT_ONCE);
    if (this.waiting.length === 0) this.isHurried = false;
    if (this.options.isUnordered) this.goOn();
    try {
      const outcomes = await this.commit(group.map(({ item }) => item));
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index] as Outcome<R>;
        if (outcome.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome.reason);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      if (!this.options.isUnordered) this.goOn();
    }
  }

  private goOn(): void {
    this.isBusy = false;
    this.begin();
  }
}
