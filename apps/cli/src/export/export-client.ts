import { newId } from '@app/kernel';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../api/api-client';
import { downloadBroken, reportNotMade, reportTookTooLong } from './export.errors';
import type { ReportJob, ServerFormats } from './report-job';
import { formatsSchema, reportJobSchema } from './report-job';

const LOOK_EVERY_MS = 250;
const WITHIN_MS = 10 * 60_000;

export interface ExportWish {
  readonly format: string;
  readonly template?: string;
  readonly language?: string;
}

/** Asks for reports, waits for them and fetches their files. */
export class ExportClient {
  constructor(private readonly api: ApiClient) {}

  formats(): Promise<ServerFormats> {
    return this.api.read(
      { method: 'GET', path: '/openapi.json', what: 'reading the formats' },
      formatsSchema,
    );
  }

  ask(runId: string, wish: ExportWish): Promise<ReportJob> {
    return this.api.read(
      {
        method: 'POST',
        path: `/v1/runs/${encodeURIComponent(runId)}/reports`,
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newId() },
        body: JSON.stringify(wish),
        what: `asking for the ${wish.format} report`,
      },
      reportJobSchema,
    );
  }

  /** The file of a report once it is there. @throws export.not-made, export.timed-out, export.download-broken */
  async fileOf(
    format: string,
    asked: ReportJob,
    signal?: AbortSignal,
  ): Promise<{ readonly name: string; readonly content: Buffer }> {
    const giveUpAt = Date.now() + WITHIN_MS;
    let job = asked;
    const path = `/v1/reports/${encodeURIComponent(job.id)}`;
    while (job.state === 'queued' || job.state === 'rendering') {
      if (Date.now() > giveUpAt) throw reportTookTooLong(format, job.id, WITHIN_MS / 1_000);
      await delay(LOOK_EVERY_MS, undefined, { signal });
      const what = `looking after the ${format} report`;
      job = await this.api.read({ method: 'GET', path, what }, reportJobSchema);
    }
    if (job.state !== 'completed' || !job.file) throw reportNotMade(format, job);
    const { content } = await this.api.download(`${path}/file`, `fetching the ${format} report`);
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (sha256 !== job.file.sha256) throw downloadBroken(format);
    return { name: safeName(job.file.name, format), content };
  }
}

/** A server names files; where they go is not its choice. */
function safeName(name: string, format: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$/.test(name)
    ? name
    : `report.${format.replace(/[^a-z0-9]/g, '')}`;
}
