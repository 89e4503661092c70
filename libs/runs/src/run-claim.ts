import type { Run } from './run';
import type { CpuShare } from './run-cpu-meter';
import { FencedError, InterruptedError } from './run.errors';
import type { Fence } from './run.repository';
import type { RunState } from './run-state';

/** What a claim needs from the world. */
export interface ClaimParts {
  /** Renews the claim in the record; null when it belongs to somebody else. */
  readonly touch: (fence: Fence) => Promise<RunState | null>;
  readonly listen: (runId: string, look: () => void) => () => void;
  readonly renewEveryMs: number;
  /** Last sign of life before this claim. */
  readonly lastSeen: Date;
  /** Fires when the worker lets the job go. */
  readonly jobSignal: AbortSignal;
  /** Measures what the work under this claim uses. */
  readonly cpu?: CpuShare;
}

/**
 * A worker's hold on a run: it renews the claim, and its signal fires as soon as the run is paused, ended, taken over,
 * or the worker shuts down.
 */
export class RunClaim {
  readonly fence: Fence;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;
  private readonly onJobAbort = () => this.controller.abort(new InterruptedError('shutdown'));

  constructor(
    /** As its worker left it: under the claim nobody else writes what is in here, except to end or to pause it. */
    public run: Run,
    private readonly parts: ClaimParts,
  ) {
    this.fence = { tenantId: run.tenantId, runId: run.id, epoch: run.epoch };
    this.timer = setInterval(() => void this.look(), parts.renewEveryMs);
    this.stopListening = parts.listen(run.id, () => void this.look());
    if (parts.jobSignal.aborted) this.onJobAbort();
    parts.jobSignal.addEventListener('abort', this.onJobAbort, { once: true });
  }

  /** No claim before this one can have left anything of the run. */
  get isFirst(): boolean {
    return this.fence.epoch === 1;
  }

  get lastSeen(): Date {
    return this.parts.lastSeen;
  }

  get cpu(): CpuShare | undefined {
    return this.parts.cpu;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Renews the claim and notices what others did to the run. Trouble with the database is not a verdict: it looks again. */
  async look(): Promise<void> {
    const state = await this.parts.touch(this.fence).catch(() => undefined);
    if (state === null) this.controller.abort(new FencedError(this.fence.runId, this.fence.epoch));
    if (state === 'pausing') this.controller.abort(new InterruptedError('pause'));
  }

  close(): void {
    clearInterval(this.timer);
    this.stopListening();
    this.parts.cpu?.close();
    this.parts.jobSignal.removeEventListener('abort', this.onJobAbort);
  }
}
