import type { ReportLanguage, TemplateId } from '@app/reports/pure';
import type { ReportFormatId } from './report-formats';

export const REPORT_STATES = ['queued', 'rendering', 'completed', 'failed', 'cancelled'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** States in which a worker is wanted or at work. */
export const LIVE_REPORT_STATES = ['queued', 'rendering'] as const satisfies readonly ReportState[];
export const ENDED_REPORT_STATES = [
  'completed',
  'failed',
  'cancelled',
] as const satisfies readonly ReportState[];

export function isLive(state: ReportState): boolean {
  return (LIVE_REPORT_STATES as readonly ReportState[]).includes(state);
}

/** What somebody wants to read. */
export interface ReportWish {
  readonly template: TemplateId;
  readonly format: ReportFormatId;
  readonly language: ReportLanguage;
}

/** Why a report was not published, or what went wrong on the way. */
export interface ReportProblem {
  readonly code: string;
  readonly message: string;
  /** A figure, section, agent or anchor of the document; absent where it is about the whole. */
  readonly where?: string;
}

/** A stretch of a report's life: `queued` or `rendering`. */
export interface ReportPhase {
  readonly name: 'queued' | 'rendering';
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** The file of a completed report. */
export interface PublishedFile {
  /** In the file store. */
  readonly key: string;
  readonly bytes: number;
  /** Of the content, hexadecimal. */
  readonly sha256: string;
}

/** One file of a run's report: the job that makes it and, once completed, where it is. */
export interface ReportFile extends ReportWish {
  readonly id: string;
  readonly tenantId: string;
  readonly runId: string;
  /** Of the run; null in records of an earlier version of the product. */
  readonly assessmentId: string | null;
  /** Of everything that the file is made from: equal recipes are one report. */
  readonly recipe: string;
  /** Of the stored document that it shows. */
  readonly sourceHash: string;
  /** Of the organisation's branding when it was asked for; 0 for none. */
  readonly brandingVersion: number;
  /** What a browser saves it as. */
  readonly fileName: string;
  readonly state: ReportState;
  readonly epoch: number;
  readonly phases: readonly ReportPhase[];
  readonly problems: readonly ReportProblem[];
  readonly file: PublishedFile | null;
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}
