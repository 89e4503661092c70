import { Injectable } from '@nestjs/common';
import { isDatabaseAway } from '@app/database';
import type { ErrorKind } from '@app/kernel';
import { AppError, Clock, InvariantError } from '@app/kernel';
import { PinoLogger } from 'nestjs-pino';
import { ReportArchive } from './report-archive.service';
import { ReportClaim } from './report-claim';
import type { ReportFile, ReportProblem } from './report-file';
import { ReportFencedError, ReportInterruptedError } from './report-file.errors';
import type { ReportEnding } from './report-file.repository';
import { ReportFileRepository } from './report-file.repository';
import { ReportRenderer } from './report-renderer.service';
import { ReportSource } from './report-source.service';

/** A report that was taken up this often without a word takes its workers down with it. */
const MOST_CLAIMS = 5;
/** How long faults of the world around are waited out before a report is given up. */
const PATIENCE_MS = 60 * 60_000;

/** Does the work of one job: makes the file, lets it through the gates, and leaves the report in a state that says the truth. */
@Injectable()
export class ReportExecutor {
  constructor(
    private readonly reports: ReportFileRepository,
    private readonly source: ReportSource,
    private readonly renderer: ReportRenderer,
    private readonly archive: ReportArchive,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ReportExecutor.name);
  }

  /** Resolves when there is nothing more to do for this job; rejects when it should be given to a worker again. */
  async execute(
    tenantId: string,
    reportId: string,
    jobSignal: AbortSignal,
    renewEveryMs: number,
  ): Promise<void> {
    const taken = await this.reports.claim(tenantId, reportId, this.clock.now());
    if (!taken) return this.logger.info({ reportId }, 'the report needs no worker');
    const { report, claims } = taken;
    const fence = { tenantId, id: reportId, epoch: report.epoch };
    const touch = () => this.reports.touch(fence);
    const claim = new ReportClaim(fence, { touch, renewEveryMs, jobSignal });
    try {
      if (claims > MOST_CLAIMS)
        await this.end(report, { state: 'failed', problems: [tooManyClaims(claims)] });
      else await this.make(report, claim.signal);
    } catch (error) {
      await this.settle(report, error);
    } finally {
      claim.close();
    }
  }

  private async make(report: ReportFile, signal: AbortSignal): Promise<void> {
    await this.archive.forgetEarlier(report);
    const order = await this.source.orderOf(report);
    const { bytes, problems } = await this.renderer.render(order, signal);
    if (problems.length > 0) {
      this.logger.error(
        { reportId: report.id, problems: problems.slice(0, 5) },
        'a report is not fit to be published',
      );
      await this.end(report, { state: 'failed', problems });
      return;
    }
    signal.throwIfAborted();
    const file = await this.archive.put(report, bytes);
    if (!(await this.end(report, { state: 'completed', file }))) await this.archive.forgetFile(report, file);
  }

  /** What a failure means for the report. Rethrows what another attempt may cure. */
  private async settle(report: ReportFile, error: unknown): Promise<void> {
    const { id: reportId } = report;
    if (error instanceof ReportFencedError) {
      return this.logger.info({ reportId }, 'left the report: it went on without this worker');
    }
    const problem = problemOf(error, report.correlationId);
    const isOld = this.clock.now().getTime() - report.createdAt.getTime() > PATIENCE_MS;
    if (!mayPass(error) || (isOld && !(error instanceof ReportInterruptedError))) {
      this.logger.error({ err: error, reportId }, 'the report failed');
      await this.end(report, { state: 'failed', problems: [problem] });
      return;
    }
    // Back in the queue with the reason, so that whoever looks sees what it waits for.
    await this.end(report, { state: 'queued', problems: [problem] }).catch(() => undefined);
    throw error;
  }

  private end(report: ReportFile, ending: Omit<ReportEnding, 'at'>): Promise<boolean> {
    return this.reports.end(report, { ...ending, at: this.clock.now() });
  }
}

/** Faults of the world around us, which another attempt may not meet. Everything else would come again. */
const PASSING: ReadonlySet<ErrorKind> = new Set(['unavailable', 'rate-limited', 'conflict']);

function mayPass(error: unknown): boolean {
  return error instanceof AppError ? PASSING.has(error.kind) : isDatabaseAway(error);
}

/** What people may read of a failure: a defect of ours is in the log only. */
function problemOf(error: unknown, correlationId: string): ReportProblem {
  if (error instanceof AppError && !(error instanceof InvariantError)) {
    return { code: error.code, message: error.message };
  }
  return {
    code: 'report-file.defect',
    message: `An unexpected error ended the report; the log has it under ${correlationId}.`,
  };
}

function tooManyClaims(claims: number): ReportProblem {
  return {
    code: 'report-file.too-many-claims',
    message: `Workers took this report up ${claims} times and none came to an end; it was stopped to protect the others.`,
  };
}
