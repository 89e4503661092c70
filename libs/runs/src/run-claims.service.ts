import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { Run } from './run';
import { RunClaim } from './run-claim';
import { RunControlListener } from './run-control-listener';
import { RunRepository } from './run.repository';

/** Takes runs for this worker and keeps its hold on them alive. */
@Injectable()
export class RunClaims {
  constructor(
    private readonly runs: RunRepository,
    private readonly listener: RunControlListener,
    private readonly clock: Clock,
  ) {}

  /** Null when the run needs no worker: it is final, paused or gone. The claim must be closed. */
  async take(
    tenantId: string,
    runId: string,
    jobSignal: AbortSignal,
    renewEveryMs: number,
  ): Promise<{ run: Run; claims: number; claim: RunClaim } | null> {
    const claimed = await this.runs.claim(tenantId, runId, this.clock.now());
    if (!claimed) return null;
    const { run, claims, lastSeen } = claimed;
    const claim = new RunClaim(
      { tenantId, runId, epoch: run.epoch },
      {
        touch: (fence) => this.runs.touch(fence, this.clock.now()),
        listen: (id, look) => this.listener.listen(id, look),
        renewEveryMs,
        lastSeen,
        jobSignal,
      },
    );
    return { run, claims, claim };
  }
}
