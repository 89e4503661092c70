import type { ReportFile } from '@app/report-files';
import { REPORT_FORMATS, REPORT_STATES, isLive } from '@app/report-files';
import { REPORT_LANGUAGES, TEMPLATE_IDS } from '@app/reports';
import { ApiProperty } from '@nestjs/swagger';

const INSTANT = { format: 'date-time' } as const;
const MAYBE_INSTANT = { type: String, format: 'date-time', nullable: true } as const;

export class ReportPhaseView {
  @ApiProperty({ enum: ['queued', 'rendering'] }) name: string;
  @ApiProperty(INSTANT) startedAt: string;
  @ApiProperty(MAYBE_INSTANT) endedAt: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds; null while it lasts' })
  durationMs: number | null;
}

export class ReportProblemView {
  @ApiProperty({ example: 'figure-unresolved' }) code: string;
  @ApiProperty() message: string;
  @ApiProperty({ required: false, description: 'A figure, section, agent or anchor of the report' })
  where?: string;
}

export class PublishedFileView {
  @ApiProperty({ example: 'infra-mind-support-assistant-full-2026-11-21-en.html' }) name: string;
  @ApiProperty({ example: 'text/html; charset=utf-8' }) contentType: string;
  @ApiProperty({ example: 402_113 }) bytes: number;
  @ApiProperty({ description: 'Of the content, hexadecimal' }) sha256: string;
}

/** A report of a run: the job that makes its file, and the file. */
export class ReportJobView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' }) id: string;
  @ApiProperty() runId: string;
  @ApiProperty({ enum: REPORT_STATES }) state: string;
  @ApiProperty({ enum: TEMPLATE_IDS }) template: string;
  @ApiProperty({ enum: Object.keys(REPORT_FORMATS) }) format: string;
  @ApiProperty({ enum: REPORT_LANGUAGES }) language: string;
  @ApiProperty({ description: 'Of the organisation’s branding; 0 for none', example: 0 })
  brandingVersion: number;
  @ApiProperty({ type: ReportPhaseView, isArray: true }) phases: ReportPhaseView[];
  @ApiProperty({
    type: ReportProblemView,
    isArray: true,
    description: 'Why it failed, or what it waits for',
  })
  problems: ReportProblemView[];
  @ApiProperty({ type: PublishedFileView, nullable: true, description: 'Null until it is completed' })
  file: PublishedFileView | null;
  @ApiProperty(INSTANT) createdAt: string;
  @ApiProperty(MAYBE_INSTANT) startedAt: string | null;
  @ApiProperty(MAYBE_INSTANT) endedAt: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { self: '/v1/reports/01KA4RZ2V9J5Q6M7N8P9R0S1T2' },
  })
  links: Readonly<Record<string, string>>;
}

export class ReportJobPageView {
  @ApiProperty({ type: ReportJobView, isArray: true }) items: Array<Partial<ReportJobView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export const REPORT_JOB_FIELDS = [
  ...['id', 'runId', 'state', 'template', 'format', 'language', 'brandingVersion', 'phases', 'problems'],
  ...['file', 'createdAt', 'startedAt', 'endedAt', 'links'],
] as ReadonlyArray<keyof ReportJobView>;

export function toReportJobView(report: ReportFile): ReportJobView {
  const { id, runId, state, template, format, language, brandingVersion, phases, file } = report;
  const rendering = phases.find(({ name }) => name === 'rendering');
  return {
    ...{ id, runId, state, template, format, language, brandingVersion },
    phases: phases.map(({ name, startedAt, endedAt }) => ({
      name,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      durationMs: endedAt && Math.max(0, endedAt.getTime() - startedAt.getTime()),
    })),
    problems: report.problems.map(({ code, message, where }) => ({
      code,
      message,
      ...(where !== undefined && { where }),
    })),
    file: file && {
      name: report.fileName,
      contentType: REPORT_FORMATS[format].contentType,
      bytes: file.bytes,
      sha256: file.sha256,
    },
    createdAt: report.createdAt.toISOString(),
    startedAt: rendering?.startedAt.toISOString() ?? null,
    endedAt: report.endedAt?.toISOString() ?? null,
    links: linksOf(report),
  };
}

function linksOf({ id, runId, state }: ReportFile): Record<string, string> {
  const self = `/v1/reports/${id}`;
  return {
    self,
    run: `/v1/runs/${runId}`,
    ...(state === 'completed' && { file: `${self}/file` }),
    ...(isLive(state) && { cancel: `${self}/cancel` }),
  };
}
