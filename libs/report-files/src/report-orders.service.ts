import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { Clock, newId } from '@app/kernel';
import type { Ticket } from '@app/queue';
import { RunsService } from '@app/runs';
import { ReportDrafts } from './report-drafts.service';
import type { ReportFile, ReportWish } from './report-file';
import { reportCannotBeCancelled, reportFileNotFound } from './report-file.errors';
import { ReportFileRepository } from './report-file.repository';
import { ReportQueue } from './report-queue.service';

/** Asking for reports and looking after them, for the API. */
@Injectable()
export class ReportOrders {
  constructor(
    private readonly reports: ReportFileRepository,
    private readonly drafts: ReportDrafts,
    private readonly runs: RunsService,
    private readonly queue: ReportQueue,
    private readonly clock: Clock,
  ) {}

  /**
   * The report of a run as wished: the one that is there or under way, or a new one under the given id. One that failed
   * or was cancelled is tried again under its own id.
   * @throws run.not-found, report.not-found, report.not-ready, report-file.queue-full, redis.unavailable
   */
  async order(tenantId: string, runId: string, wish: ReportWish, id = newId()): Promise<ReportFile> {
    const run = await this.runs.get(tenantId, runId);
    const wanted = await this.drafts.draft(run, wish, id);
    const known = await this.reports.findByRecipe(tenantId, wanted.recipe);
    if (known && !isSpent(known)) return known;
    // A place in the queue first: what is refused leaves nothing behind.
    const ticket = await this.queue.admit(tenantId);
    const accepted = known
      ? await this.reports.askAgain(tenantId, known.id, this.clock.now())
      : (await this.reports.insert(wanted)) && wanted;
    if (accepted) return this.offered(accepted, ticket);
    await this.queue.release(ticket).catch(() => undefined);
    const other = await this.reports.findByRecipe(tenantId, wanted.recipe);
    if (!other) throw reportFileNotFound(known?.id ?? id);
    return other;
  }

  /** @throws report-file.not-found */
  async get(tenantId: string, id: string): Promise<ReportFile> {
    const report = await this.reports.find(tenantId, id);
    if (!report) throw reportFileNotFound(id);
    return report;
  }

  /** Newest first. @throws run.not-found */
  async list(tenantId: string, runId: string, page: PageRequest): Promise<Page<ReportFile>> {
    await this.runs.get(tenantId, runId);
    return this.reports.listOfRun(tenantId, runId, page);
  }

  /** Ends a report that is under way. @throws report-file.not-found, report-file.cannot-cancel */
  async cancel(tenantId: string, id: string): Promise<ReportFile> {
    const cancelled = await this.reports.cancel(tenantId, id, this.clock.now());
    if (cancelled) return cancelled;
    throw reportCannotBeCancelled(id, (await this.get(tenantId, id)).state);
  }

  /** A report whose job could not be added is accepted all the same: the sweeper adds it. */
  private async offered(report: ReportFile, ticket: Ticket): Promise<ReportFile> {
    await this.queue.offer(report, ticket).catch(() => undefined);
    return report;
  }
}

function isSpent({ state }: ReportFile): boolean {
  return state === 'failed' || state === 'cancelled';
}
