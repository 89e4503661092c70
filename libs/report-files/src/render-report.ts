import { AGENT_IDS } from '@app/agents/pure';
import type { Presentation, ReportDocument } from '@app/reports/pure';
import { applyTemplate, checkReport, unpackText } from '@app/reports/pure';
import { checkReportFile } from './check-report-file';
import type { ReportProblem, ReportWish } from './report-file';
import type { ReportFormatEntry } from './report-formats';
import { REPORT_FORMATS } from './report-formats';

/** A report to make, as plain data. */
export interface RenderOrder {
  /** The stored document: its JSON, as `packText` packs it. */
  readonly packed: Uint8Array;
  /** What the assessment says: its words may appear as they are. */
  readonly input: unknown;
  readonly wish: ReportWish;
  readonly presentation: Presentation;
}

/** What came of it: bytes to publish, or the problems that forbid it. */
export interface RenderAnswer {
  readonly bytes: Uint8Array;
  readonly problems: readonly ReportProblem[];
}

/** Makes the file of a report and lets it through both gates: that of the document and that of the finished bytes. */
export async function renderReport({
  packed,
  input,
  wish,
  presentation,
}: RenderOrder): Promise<RenderAnswer> {
  const stored = JSON.parse(await unpackText(packed)) as ReportDocument;
  const document = applyTemplate(stored, wish.template, wish.language);
  const defects = checkReport(document, { agents: AGENT_IDS, ownWords: textsOf(input) });
  if (defects.length > 0) return { bytes: new Uint8Array(), problems: defects };
  const format: ReportFormatEntry = REPORT_FORMATS[wish.format];
  const bytes = await format.render(document, presentation);
  return { bytes, problems: checkReportFile(format, bytes) };
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsOf);
}
