import { buildReport, packText } from '@app/reports';
import type { ReportDocument } from '@app/reports';
import { aThreadPool } from '../../../test/support/thread-pools';
import { aReportFacts } from '../../../test/support/report.builder';
import type { RenderAnswer, RenderOrder } from './render-report';
import { renderReport } from './render-report';
import type { ReportFormatId } from './report-formats';
import { REPORT_FORMATS } from './report-formats';
import { REPORT_THREAD_PROGRAM } from './report-threads';

const FORMATS = Object.keys(REPORT_FORMATS) as ReportFormatId[];
const GOING = new AbortController().signal;

async function orderOf(document: ReportDocument, format: ReportFormatId): Promise<RenderOrder> {
  return {
    packed: await packText(JSON.stringify(document)),
    input: {},
    wish: { format, template: 'full', language: 'en' },
    presentation: { language: 'en', branding: null },
  };
}

describe('making the file of a report', () => {
  const document = buildReport(aReportFacts());

  it.each(FORMATS)('gives %s that passes both gates, the same bytes each time', async (format) => {
    const first = await renderReport(await orderOf(document, format));
    expect(first.problems).toEqual([]);
    expect(first.bytes.byteLength).toBeGreaterThan(1_000);
    const second = await renderReport(await orderOf(document, format));
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  it('gives nothing of a document with defects but their list', async () => {
    const broken = { ...document, verdict: 'It costs [[pricing.nowhere]].' };
    const { bytes, problems } = await renderReport(await orderOf(broken, 'html'));
    expect(bytes).toHaveLength(0);
    expect(problems).toMatchObject([{ code: 'figure-unresolved', where: 'pricing.nowhere' }]);
  });

  it('gives the same bytes in a thread as in place', async () => {
    const pool = aThreadPool({ program: REPORT_THREAD_PROGRAM, memoryMb: 512 });
    try {
      const order = await orderOf(document, 'html');
      const inThread = (await pool.run('render', order, GOING)) as RenderAnswer;
      expect(Buffer.compare(inThread.bytes, (await renderReport(order)).bytes)).toBe(0);
    } finally {
      await pool.close();
    }
    // The thread compiles most of the product from its sources first.
  });
});
