import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { Clock, newId } from '@app/kernel';
import { RequestContext } from '@app/platform';
import type { Ticket } from '@app/queue';
import { ReportDocumentRepository, reportNotFound } from '@app/reports';
import type { Run } from '@app/runs';
import { RunsService, isTerminal } from '@app/runs';
import type { ReportFile, ReportWish } from './report-file';
import { reportCannotBeCancelled, reportFileNotFound, reportNotReady } from './report-file.errors';
import { ReportFileRepository } from './report-file.repository';
import { REPORT_FORMATS } from './report-formats';
import { ReportQueue } from './report-queue.service';
import { fileNameOf, recipeOf } from './report-recipe';

/** Asking for reports and looking after them, for the API. */
@Injectable()
export class ReportOrders {
  constructor(
    private readonly reports: ReportFileRepository,
    private readonly documents: ReportDocumentRepository,
    private readonly runs: RunsService,
    private readonly queue: ReportQueue,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /**
   * The report of a run as wished: the one that is there or under way, or a new one under the given id. One that failed
   * or was cancelled is tried again under its own id.
   * @throws run.not-found, report.not-found, report.not-ready, report-file.queue-full, redis.unavailable
   */
  async order(tenantId: string, runId: string, wish: ReportWish, id = newId()): Promise<ReportFile> {
    const run = await this.runs.get(tenantId, runId);
    const wanted = this.draft(run, wish, await this.sourceOf(run), id);
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

  private async sourceOf({ tenantId, id, state }: Run): Promise<string> {
    // A document is there a moment before its run has ended, and may be there when somebody ended it in that moment.
    if (state !== 'completed' && state !== 'partial') {
      throw isTerminal(state) ? reportNotFound(id) : reportNotReady(id, state);
    }
    const hash = await this.documents.findHash(tenantId, id);
    if (hash === null) throw reportNotFound(id);
    return hash;
  }

  private draft(run: Run, wish: ReportWish, sourceHash: string, id: string): ReportFile {
    const { tenantId, id: runId } = run;
    const { template, format, language } = wish;
    const brandingVersion = 0;
    const { extension } = REPORT_FORMATS[format];
    const { asOf } = run.options;
    const createdAt = this.clock.now();
    return {
      ...{ id, tenantId, runId, sourceHash, brandingVersion, template, format, language, createdAt },
      recipe: recipeOf({ runId, sourceHash, template, format, language, brandingVersion }),
      fileName: fileNameOf(run.assessmentName, { template, format, language, asOf, extension }),
      state: 'queued',
      epoch: 0,
      phases: [{ name: 'queued', startedAt: createdAt, endedAt: null }],
      problems: [],
      file: null,
      correlationId: this.context.correlationId,
      endedAt: null,
    };
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
