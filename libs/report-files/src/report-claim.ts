import type { ReportFence } from './report-file.repository';
import { ReportFencedError, ReportInterruptedError } from './report-file.errors';

/** What a claim needs from the world. */
export interface ReportClaimParts {
  /** Renews the claim in the record; false when it belongs to somebody else. */
  readonly touch: (fence: ReportFence) => Promise<boolean>;
  readonly renewEveryMs: number;
  /** Fires when the worker lets the job go. */
  readonly jobSignal: AbortSignal;
}

/** A worker's hold on a report: its signal fires as soon as the report is ended or taken over, or the worker shuts down. */
export class ReportClaim {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly onJobAbort = () => this.controller.abort(new ReportInterruptedError());

  constructor(
    readonly fence: ReportFence,
    private readonly parts: ReportClaimParts,
  ) {
    this.timer = setInterval(() => void this.look(), parts.renewEveryMs);
    if (parts.jobSignal.aborted) this.onJobAbort();
    parts.jobSignal.addEventListener('abort', this.onJobAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Trouble with the database is not a verdict: it looks again. */
  async look(): Promise<void> {
    const isMine = await this.parts.touch(this.fence).catch(() => true);
    if (!isMine) this.controller.abort(new ReportFencedError(this.fence.id, this.fence.epoch));
  }

  close(): void {
    clearInterval(this.timer);
    this.parts.jobSignal.removeEventListener('abort', this.onJobAbort);
  }
}
