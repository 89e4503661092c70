import type { Figure } from '@app/kernel';
import { buildReport, PLAIN_ENGLISH, type Presentation } from '@app/reports';
import { aFigure } from '../../../../test/support/agent-output.builder';
import { aReportFacts } from '../../../../test/support/report.builder';
import { shownCells } from '../../../../test/support/printed-tables';
import { REPORT_FORMATS } from '../report-formats';
import { openArchive } from '../zip-archive';
import { reportSheets } from './report-sheets';
import { dateCell } from './sheet';
import { shownNumber } from './shown-number';

const REPORT = buildReport(aReportFacts());

function months(count: number, without: number | null): Figure[] {
  return Array.from({ length: count }, (_none, at) =>
    aFigure({ id: `forecast.month-${at + 1}.p50`, value: 100 + at, unit: 'USD/month' }),
  ).filter((_entry, at) => at !== without);
}

function sumsOf(figures: readonly Figure[]) {
  const [, sheet] = reportSheets({ ...REPORT, figures }, PLAIN_ENGLISH);
  const rows = sheet?.tables.flatMap((table) => table.rows) ?? [];
  return rows.flatMap((row) =>
    row.flatMap((cell) => (cell && typeof cell === 'object' && cell.kind === 'sum' ? [cell] : [])),
  );
}

describe('the sheets of a report', () => {
  it('add the months of a forecast, in its currency, as the report prints its amounts', () => {
    expect(sumsOf(months(12, null))).toMatchObject([
      { fromRow: 0, toRow: 11, entry: { value: 1_266, unit: 'USD' } },
    ]);
  });

  it('have no sum of months of which one has no amount', () => {
    const other = aFigure({ id: 'forecast.month-5.p90', value: 9, unit: 'USD/month' });
    expect(sumsOf([...months(13, 4), other])).toEqual([]);
    const unknown = aFigure({ id: 'forecast.month-5.p50', value: null, unknown: 'x', unit: 'USD/month' });
    expect(sumsOf([...months(13, 4), unknown])).toEqual([]);
  });

  it.each([
    ['en', 'Sources', 'yyyy-mm-dd'],
    ['de', 'Quellen', 'dd.mm.yyyy'],
  ] as const)('have days as days that can be sorted (%s)', async (language, sheet, format) => {
    const presentation: Presentation = { language, branding: null };
    const files = openArchive(await REPORT_FORMATS.xlsx.render(REPORT, presentation));
    const cells = shownCells(files).filter((cell) => cell.sheet === sheet && cell.ref.startsWith('D'));
    // 46,255 days from 30 December 1899 to 21 August 2026.
    expect(cells.map(({ value }) => value)).toContain(46_255);
    expect(Buffer.from(files['xl/styles.xml'] ?? []).toString()).toContain(`formatCode="${format}"`);
    const csv = openArchive(await REPORT_FORMATS.csv.render(REPORT, presentation));
    const path = Object.keys(csv).find((one) => /-(sources|quellen)\.csv$/.test(one)) ?? '';
    expect(Buffer.from(csv[path] ?? []).toString()).toContain(',2026-08-21,');
  });

  it.each(['2025-09', '2026-02-30', '1900-01-05', 'soon', ''])('leave %p as it is written', (day) => {
    expect(dateCell(day, 'as written')).toBe('as written');
  });
});

describe('shownNumber', () => {
  it.each([
    [1_234.5, 'USD/month', ['USD ', '/month'], ' USD/Monat', 0],
    [0.5, 'USD', ['USD ', ''], ' USD', 2],
    [99.95, '%', ['', '%'], ' %', 3],
    [2_500_000, 'tokens/s', ['', ' tokens/s'], ' Token/s', 0],
    [141_107_412_992, 'B', ['', ' GiB'], ' GiB', 0],
    [3, '1/s', ['', '/s'], '/s', 0],
    [0.000_02, 'kgCO2e', ['', ' kg CO₂e'], ' kg CO₂e', 2],
  ])('has around %d %s what the report prints', (value, unit, [before, after], german, places) => {
    const entry = aFigure({ id: 'one', value, unit });
    expect(shownNumber(entry, 'value', 'en')).toMatchObject({ before, after, places });
    const inGerman = shownNumber(entry, 'value', 'de');
    expect([inGerman?.before, inGerman?.after.replace(/\s/g, ' ')]).toEqual(['', german]);
  });
});
