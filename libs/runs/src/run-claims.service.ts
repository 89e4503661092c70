import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import { RunClaim } from './run-claim';
import { RunCpuMeter } from './run-cpu-meter';
import { RunControlListener } from './run-control-listener';
import { RunNotices } from './run-notices';
import { RunRepository } from './run.repository';
import { isTerminal } from './run-state';

/** Takes runs for this worker and keeps its hold on them alive. */
@Injectable()
export class RunClaims {
  constructor(
    private readonly runs: RunRepository,
    private readonly listener: RunControlListener,
    private readonly notices: RunNotices,
    private readonly clock: Clock,
    private readonly cpu: RunCpuMeter,
  ) {}

  /** Null when the run needs no worker: it is final, paused or gone. The claim must be closed. */
  async take(
    tenantId: string,
    runId: string,
    jobSignal: AbortSignal,
    renewEveryMs: number,
  ): Promise<{ claims: number; claim: RunClaim } | null> {
    const at = this.clock.now();
    const claimed = await this.runs.claim(tenantId, runId, at);
    if (!claimed) {
      const run = await this.runs.find(tenantId, runId);
      if (run && isTerminal(run.state)) await this.notices.endTold(run);
      return null;
    }
    const { run, claims, lastSeen, hasBegun } = claimed;
    // Whatever somebody did to it since has its own notice.
    if (hasBegun) this.notices.noteState({ ...run, state: 'validating' }, at);
    const claim = new RunClaim(run, {
      touch: (fence) => this.runs.touch(fence),
      listen: (id, look) => this.listener.listen(id, look),
      renewEveryMs,
      lastSeen,
      jobSignal,
      cpu: this.cpu.open(),
    });
    return { claims, claim };
  }
}
