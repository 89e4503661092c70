// Makes one format of a report as a thread of the worker does, in a process of its own, and tells time and memory.
import type { ReportFormatId } from '@app/report-files';
import { renderReport } from '@app/report-files';
import { packText } from '@app/reports';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { answerQuestions } from './answers';

export interface ReportFileOrder {
  /** As `report-document` wrote it. */
  readonly file: string;
  readonly format: ReportFormatId;
}

export interface ReportFileAnswer {
  readonly ms: number;
  readonly bytes: number;
  /** Most resident memory of this process so far. */
  readonly peakMb: number;
  readonly problems: readonly string[];
}

const order = JSON.parse(process.argv[2] ?? '') as ReportFileOrder;
const { input, content } = JSON.parse(readFileSync(order.file, 'utf8')) as {
  readonly input: unknown;
  readonly content: string;
};

async function make(): Promise<ReportFileAnswer> {
  const packed = await packText(content);
  const startedAt = performance.now();
  const { bytes, problems } = await renderReport({
    packed,
    input,
    wish: { format: order.format, template: 'full', language: 'en' },
    presentation: { language: 'en', branding: null },
  });
  const ms = performance.now() - startedAt;
  const peakMb = process.resourceUsage().maxRSS / 1_024;
  return {
    ...{ ms, peakMb, bytes: bytes.byteLength },
    problems: problems.map(({ code, message }) => `${code}: ${message}`),
  };
}

answerQuestions({ make });
