import { buildReport, PLAIN_ENGLISH, type Presentation, type ReportDocument } from '@app/reports';
import { readSheet } from 'read-excel-file/node';
import { aReportFacts } from '../../../test/support/report.builder';
import { shownCells } from '../../../test/support/printed-tables';
import { REPORT_FORMATS } from './report-formats';
import { reportSheets } from './sheets/report-sheets';
import { sheetNames } from './sheets/sheet-names';
import { openArchive } from './zip-archive';

const utf8 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');
const BRANDED: Presentation = {
  language: 'de',
  branding: { name: 'Muster & Söhne', logo: null, primaryColour: '#7a1f3d', accentColour: '#c98b1b' },
};
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>';
const WITH_LOGO: Presentation = {
  language: 'de',
  branding: {
    ...{ name: 'Muster & Söhne', primaryColour: '#7a1f3d', accentColour: '#c98b1b' },
    logo: { contentType: 'image/svg+xml', data: Buffer.from(LOGO).toString('base64') },
  },
};
const CHART: ReportDocument['sections'][number]['blocks'][number] = {
  kind: 'chart',
  chart: {
    kind: 'spans',
    id: 'c',
    title: 'Times',
    description: 'How long each took.',
    spans: [{ name: 'A', fromMs: 0, toMs: 10, figureId: 'pricing.chat.egress' }],
  },
};

/** A report that has a picture too. */
function drawn(): ReportDocument {
  const document = buildReport(aReportFacts());
  const section = { id: 'own', title: 'Own', audiences: ['cto' as const], blocks: [CHART] };
  return { ...document, sections: [...document.sections, section] };
}

const OFFICE = ['docx', 'xlsx'] as const;
const ALL = ['docx', 'xlsx', 'csv'] as const;

/** Fails on the first end tag that does not close what was opened last, and on signs that XML has no place for. */
function faultsOf(xml: string): string[] {
  const open: string[] = [];
  const bare = xml.replace(/<\?[^>]*\?>/g, '');
  for (const [, slash, name = '', rest = ''] of bare.matchAll(/<(\/?)([\w:]+)((?:"[^"]*"|[^">])*)>/g)) {
    if (slash === '/') {
      if (open.pop() !== name) return [`</${name}> closes something else`];
    } else if (!rest.endsWith('/')) open.push(name);
    const names = [...rest.matchAll(/([\w:]+)="/g)].map((match) => match[1]);
    if (new Set(names).size !== names.length) return [`<${name}> has an attribute twice`];
  }
  const texts = bare.replace(/<(?:"[^"]*"|[^">])*>/g, '');
  const signs =
    /[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/i.exec(
      texts,
    );
  const faults = open.length > 0 ? [`<${open.at(-1)}> stays open`] : [];
  return signs || !bare.isWellFormed()
    ? [...faults, `a sign that XML has no place for: ${signs?.[0]}`]
    : faults;
}

function hostile(): ReportDocument {
  const document = buildReport(aReportFacts());
  const words = [
    '=HYPERLINK("http://x")',
    '+1',
    '-2',
    '@SUM(A1)',
    'constructor',
    '__proto__',
    'a\u0000b\u0008\ud800 <w:p> & ]]> \ufffe "\'',
    'x'.repeat(40_000),
  ];
  return {
    ...document,
    title: 'A [title]: of/what?*\\ <b>\u0001',
    sections: [
      ...document.sections,
      ...['Cost', 'cost', 'History', "'quoted'"].map((title, at) => ({
        id: `own-${at}`,
        title,
        audiences: ['cto' as const],
        blocks: [
          {
            kind: 'table' as const,
            title: 'Words',
            columns: ['=A1', 'B'],
            rows: words.map((word) => [word, word]),
          },
        ],
      })),
    ],
  };
}

describe('office files', () => {
  it.each(ALL)('come out byte for byte the same from the same report (%s)', async (format) => {
    const document = drawn();
    const first = await REPORT_FORMATS[format].render(document, WITH_LOGO);
    // Libraries count what they have written in the life of a process.
    await REPORT_FORMATS[format].render(buildReport(aReportFacts()), WITH_LOGO);
    const second = await REPORT_FORMATS[format].render(document, WITH_LOGO);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(Buffer.from(first.subarray(0, 4)).toString('latin1')).toBe('PK\u0003\u0004');
    // Time and date of the first file: midnight of 1 January 1980, whatever the clock and its zone.
    expect(Buffer.from(first).readUInt32LE(10)).toBe(0x0021_0000);
  });

  it('number the pictures of a document differently, that of its head among them', async () => {
    const files = openArchive(await REPORT_FORMATS.docx.render(drawn(), WITH_LOGO));
    const ids = Object.entries(files)
      .filter(([path]) => /^word\/\w+\.xml$/.test(path))
      .flatMap(([, xml]) => utf8(xml).match(/(?<=<wp:docPr[^>]*? id=")\d+/g) ?? []);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  it.each(OFFICE)('hold well-formed XML alone, whatever people wrote (%s)', async (format) => {
    const files = openArchive(await REPORT_FORMATS[format].render(hostile(), BRANDED));
    const faults = Object.entries(files)
      .filter(([path]) => /\.(xml|rels)$/.test(path))
      .flatMap(([path, bytes]) => faultsOf(utf8(bytes)).map((fault) => `${path}: ${fault}`));
    expect(faults).toEqual([]);
    expect(Object.keys(files).length).toBeGreaterThan(8);
  });

  it('keep a text that begins like a formula a text in a workbook', async () => {
    const bytes = await REPORT_FORMATS.xlsx.render(hostile(), PLAIN_ENGLISH);
    const rows = await readSheet(Buffer.from(bytes), 'Cost 2');
    const column = rows.map((row) => row[0]);
    expect(column).toEqual(expect.arrayContaining(['=A1', '=HYPERLINK("http://x")', '+1', '-2', '@SUM(A1)']));
    const longest = Math.max(...column.map((cell) => String(cell).length));
    expect(longest).toBe(32_767);
    expect(column.map((cell) => String(cell).replace('\u200b', ''))).toEqual(
      expect.arrayContaining(['constructor', '__proto__']),
    );
    const formulas = Object.entries(openArchive(bytes)).flatMap(([path, xml]) =>
      path.startsWith('xl/worksheets/sheet')
        ? [...utf8(xml).matchAll(/<f>([^<]*)<\/f>/g)].map((match) => match[1])
        : [],
    );
    expect(formulas.filter((formula) => !/^SUM\([A-Z]+\d+:[A-Z]+\d+\)$/.test(formula ?? ''))).toEqual([]);
  });

  it('take the force out of formulas in files of values', async () => {
    const files = openArchive(await REPORT_FORMATS.csv.render(hostile(), PLAIN_ENGLISH));
    const path = Object.keys(files).find((name) => /-cost-2\.csv$/.test(name)) ?? '';
    const text = utf8(files[path]);
    expect(text.startsWith("\ufeff'=A1,B")).toBe(true);
    expect(text).toContain('"\'=HYPERLINK(""http://x"")"');
    expect(text).toContain("\r\n'+1,'+1");
    expect(text).toContain("\r\n'@SUM(A1),'@SUM(A1)");
    expect(utf8(files['README.txt'])).toContain(path);
  });

  it('never show ### in place of a number, and give notes without a table the room of a page', async () => {
    const ranged = { value: 79_488.4, low: 52_992.1, high: 132_480_000.7 };
    const report = buildReport(aReportFacts());
    const figures = report.figures.map((entry) =>
      entry.id === report.keyFigures[0] ? { ...entry, unit: 'USD/month', ...ranged } : entry,
    );
    const [first] = report.sections;
    const silent = { ...first!, title: 'Notes', blocks: [{ kind: 'paragraph' as const, text: 'Nothing.' }] };
    const bytes = await REPORT_FORMATS.xlsx.render({ ...report, figures, sections: [silent] }, PLAIN_ENGLISH);
    const files = openArchive(bytes);
    const widths = (path: string) =>
      [...utf8(files[path]).matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    const cell = shownCells(files).find(({ value }) => value === 132_480_000.7);
    expect(cell).toMatchObject({ sheet: 'Summary', shown: 'USD 132,480,001/month' });
    expect(cell?.ref).toMatch(/^D/);
    expect(widths('xl/worksheets/sheet1.xml')[3]).toBeGreaterThan('USD 132,480,001/month'.length);
    expect(widths('xl/worksheets/sheet2.xml')).toEqual([96]);
  });

  it('say that a value is unknown, and why, instead of leaving its cell empty', async () => {
    const bytes = await REPORT_FORMATS.xlsx.render(buildReport(aReportFacts()), PLAIN_ENGLISH);
    const rows = await readSheet(Buffer.from(bytes), 'Figures');
    expect(rows.find((row) => row[0] === 'pricing.chat.egress')?.[2]).toBe('unknown: no volume was given');
  });

  it('bound the rows of a table', () => {
    const document = buildReport(aReportFacts());
    const rows = Array.from({ length: 100_000 }, (_, at) => [`row ${at}`]);
    const blocks = [{ kind: 'table' as const, title: 'Many', columns: ['A'], rows }];
    const section = { id: 'many', title: 'Many', audiences: ['cto' as const], blocks };
    const sheets = reportSheets({ ...document, sections: [section] }, PLAIN_ENGLISH);
    const bounded = sheets.find(({ name }) => name === 'Many')?.tables[0]?.rows ?? [];
    expect(bounded).toHaveLength(20_001);
    expect(bounded.at(-1)).toEqual(['80000 more rows are in the JSON of this report.']);
  });

  it('name sheets as programs want them, each differently', () => {
    const nameOf = sheetNames();
    const names = ['a/b:c*[d]?\\', 'Cost', 'COST', 'History', '', "'x'", 'y'.repeat(40), 'y'.repeat(40)].map(
      nameOf,
    );
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(names.every((name) => name.length <= 31 && !/[[\]:*?/\\]|^'|'$|^history$/i.test(name))).toBe(true);
  });

  it('lead from every figure in a document to its entry, and number what they count', async () => {
    const document = buildReport(aReportFacts());
    const files = openArchive(await REPORT_FORMATS.docx.render(document, BRANDED));
    const xml = utf8(files['word/document.xml']);
    const marks = new Set(
      [...xml.matchAll(/<w:bookmarkStart w:id="\d+" w:name="([^"]*)"/g)].map((match) => match[1]),
    );
    const targets = [...xml.matchAll(/w:anchor="([^"]*)"/g)].map((match) => match[1]);
    expect(targets.filter((target) => !marks.has(target))).toEqual([]);
    expect(targets.length).toBeGreaterThan(document.figures.length);
    for (const part of ['w:pStyle w:val="Heading1"', 'TOC \\o', '<w:tblHeader/>'])
      expect(xml).toContain(part);
    expect(utf8(files['docProps/core.xml'])).toContain('<dc:creator>Muster &amp; Söhne</dc:creator>');
    expect(utf8(files['word/styles.xml'])).toContain('7a1f3d');
    expect(utf8(files['word/styles.xml'])).toContain('<w:lang w:val="de-DE"/>');
    expect(Object.keys(files).some((path) => /word\/footer\d*\.xml/.test(path))).toBe(true);
  });
});
