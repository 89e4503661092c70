import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { FileSlice } from '@app/storage';
import { FileStore } from '@app/storage';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import type { PublishedFile, ReportFile } from './report-file';
import { reportBusy, reportFileNotFound, reportFileNotReady } from './report-file.errors';
import { ReportFileRepository } from './report-file.repository';
import { REPORT_FORMATS } from './report-formats';
import { VerifiedContent } from './verified-content';

/** Claims that may have left a file behind: those before were looked after by the ones that followed. */
const EPOCHS_LOOKED_AT = 10;
const REMOVAL_ATTEMPTS = 5;

/** The files of reports: where each lies, reading it, and removing it with its record. */
@Injectable()
export class ReportArchive {
  constructor(
    private readonly reports: ReportFileRepository,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  /** Each claim writes to a place of its own, so that a worker that was taken for dead overwrites nothing. */
  async put(report: ReportFile, bytes: Uint8Array): Promise<PublishedFile> {
    const { contentType } = REPORT_FORMATS[report.format];
    const {
      key,
      bytes: size,
      sha256,
    } = await this.store.put(report.tenantId, keyOf(report, report.epoch), bytes, contentType);
    return { key, bytes: size, sha256 };
  }

  /**
   * The file as it comes, or a slice of it. All of it ends with an error where it is not what was published.
   * @throws report-file.not-ready, storage.file-not-found, storage.unavailable
   */
  async open({ id, tenantId, state, file }: ReportFile, slice?: FileSlice): Promise<Readable> {
    if (!file) throw reportFileNotReady(id, state);
    const content = await this.store.open(tenantId, file.key, slice);
    if (slice) return content;
    // Whichever ends first takes the other with it; its reader hears of the error from the stream that it has.
    return pipeline(content, new VerifiedContent(id, file.sha256), () => undefined);
  }

  /** Removes what the claim before this one may have written and could not publish. */
  async forgetEarlier(report: ReportFile): Promise<void> {
    if (report.epoch > 1) await this.store.remove(report.tenantId, keyOf(report, report.epoch - 1));
  }

  async forgetFile({ tenantId }: ReportFile, { key }: PublishedFile): Promise<void> {
    await this.store.remove(tenantId, key);
  }

  /** Removes a report and its file, whatever state it is in. @throws report-file.not-found, report-file.busy, storage.unavailable */
  async remove(tenantId: string, id: string): Promise<void> {
    for (let attempt = 1; attempt <= REMOVAL_ATTEMPTS; attempt += 1) {
      await this.reports.cancel(tenantId, id, this.clock.now());
      const report = await this.reports.find(tenantId, id);
      if (!report) throw reportFileNotFound(id);
      if (await this.removeEnded(report)) return;
    }
    throw reportBusy(id);
  }

  /** Files first: a record without its file can be removed again, a file without its record is found by nobody. */
  async removeEnded(report: ReportFile): Promise<boolean> {
    const last = report.epoch;
    for (let epoch = Math.max(1, last - EPOCHS_LOOKED_AT); epoch <= last; epoch += 1) {
      await this.store.remove(report.tenantId, keyOf(report, epoch));
    }
    return this.reports.remove(report);
  }
}

function keyOf({ id, format }: ReportFile, epoch: number): string {
  return `reports/${id}/${epoch}.${REPORT_FORMATS[format].extension}`;
}
