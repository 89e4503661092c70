import { buildReport, PLAIN_ENGLISH, type ReportBlock, type ReportDocument } from '@app/reports';
import { inflateSync } from 'node:zlib';
import { aReportFacts } from '../../../../test/support/report.builder';
import { LANDSCAPE_WIDTH, PORTRAIT_WIDTH } from './pdf-printer';
import { referenceList } from './pdf-references';
import { coverNodes } from './pdf-cover';
import { pdfPen } from './pdf-pen';
import { lacksSigns, printable } from './pdf-text';
import { columnWidths, widthInEms } from './pdf-widths';
import { renderPdf } from './render-pdf';

const REPORT = buildReport(aReportFacts());

function withBlocks(...blocks: readonly ReportBlock[]): ReportDocument {
  return {
    ...REPORT,
    sections: [{ id: 'own', title: 'Own section', audiences: ['cto'], blocks }],
  };
}

const bytesOf = (document: ReportDocument) => renderPdf(document, PLAIN_ENGLISH);
const textOf = (document: ReportDocument) => Buffer.from(bytesOf(document)).toString('latin1');

/** The streams of a file as they are drawn: marks of structure and placement of text. */
function streamsOf(file: string): string[] {
  return [...file.matchAll(/\/FlateDecode[^]*?stream\n([^]*?)\nendstream/g)].map(([, data = '']) => {
    try {
      return inflateSync(Buffer.from(data, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
}

/** Of the elements of a kind in the order of the document, the page on which each begins. */
function pagesOfElements(file: string, kind: string): string[] {
  const elements = file.matchAll(/(\d+) 0 obj\n<<\n\/S \/(\w+)\n([^]*?)endobj/g);
  return [...elements]
    .filter(([, , found]) => found === kind)
    .sort(([, a], [, b]) => Number(a) - Number(b))
    .map(([, , , body = '']) => /\/Pg (\d+)/.exec(body)?.[1] ?? '');
}

const pagesOf = (file: string) => file.match(/\/Type \/Page\n/g)?.length ?? 0;

describe('renderPdf', () => {
  it('gives a tagged file with its language, its title, an outline and named places', () => {
    const file = textOf(REPORT);
    expect(file).toMatch(/^%PDF-1\.7/);
    expect(file.trimEnd()).toMatch(/%%EOF$/);
    for (const part of [
      '/StructTreeRoot',
      '/Marked true',
      '/Lang (en)',
      '/DisplayDocTitle true',
      '/Outlines',
    ]) {
      expect(file).toContain(part);
    }
    for (const tag of ['H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD', 'Link', 'TOC', 'TOCI']) {
      expect(file).toContain(`/S /${tag}\n`);
    }
  });

  it('gives equal bytes for equal documents, and others for another end of the run', () => {
    const first = bytesOf(REPORT);
    expect(Buffer.compare(first, bytesOf(structuredClone(REPORT)))).toBe(0);
    const later = textOf({ ...REPORT, generatedAt: '2026-09-02T10:00:02.000Z' });
    expect(later).toContain('D:20260902100002Z');
    expect(Buffer.from(first).toString('latin1')).toContain('D:20260901100002Z');
  });

  it('leads from each printed figure to its entry in the appendix', () => {
    const file = textOf(REPORT);
    const places = new Set([...file.matchAll(/\(([a-z]\d+)\) \[/g)].map(([, name]) => name));
    const links = [...file.matchAll(/\/(?:S \/GoTo\n\/D|Dest) \(([^)]+)\)/g)].map(
      ([, name]) => name as string,
    );
    const figures = links.filter((name) => /^f\d+$/.test(name));
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.filter((name) => !places.has(name))).toEqual([]);
    expect([...places].filter((name) => name?.startsWith('f'))).toHaveLength(REPORT.figures.length);
  });

  it('draws a chart as vectors, with words for readers who do not see it', () => {
    const values = [1, 2].map((value) => ({
      value,
      low: null,
      high: null,
      figureId: 'pricing.chat.self-host',
    }));
    const file = textOf(
      withBlocks({
        kind: 'chart',
        chart: {
          kind: 'bars',
          id: 'own',
          title: 'Own chart',
          description: 'Shows two bars.',
          isStacked: false,
          x: { label: '', unit: '', categories: ['a', 'b'] },
          y: { label: 'Cost', unit: 'USD' },
          series: [{ name: 'One', values }],
        },
      }),
    );
    expect(file).toContain('/S /Figure\n');
    expect(file).toContain('/Alt (Own chart. Shows two bars.)');
    expect(file).not.toContain('/Subtype /Image');
  });

  it('lays a page for a table that is too wide for one that stands, and no other', () => {
    const wide = Array.from({ length: 9 }, (_none, at) => `Column of words ${at}`);
    const rows = [wide.map((name) => `${name} with a long text in it`)];
    const laid = /\/MediaBox \[0 0 841\.89 595\.28\]/g;
    const file = textOf(withBlocks({ kind: 'table', title: 'Wide', columns: wide, rows }));
    expect(file.match(laid)).toHaveLength(1);
    expect(textOf(REPORT)).not.toMatch(laid);
  });

  it('leaves no heading alone at the foot of a page, and no page empty', () => {
    const wide = Array.from({ length: 9 }, (_none, at) => `Column of words ${at}`);
    const rows = [wide.map((name) => name.repeat(4))];
    const wideTable: ReportBlock = { kind: 'table', title: '', columns: wide, rows };
    const blocks = Array.from({ length: 54 }, (_none, lines): ReportBlock[] => [
      {
        kind: 'paragraph',
        text: Array.from({ length: lines }, () => 'words '.repeat(17)).join('') || 'none',
      },
      { kind: 'heading', text: `Heading ${lines}` },
      { kind: 'table', title: 'Table', columns: ['A'], rows: [['one'], ['two'], ['three']] },
      ...(lines >= 40 ? [wideTable] : []),
    ]).flat();
    const file = textOf(withBlocks(...blocks));
    const headings = pagesOfElements(file, 'H2').slice(-54);
    expect(headings).toHaveLength(54);
    expect(pagesOfElements(file, 'Caption')).toEqual(headings);
    const pages = streamsOf(file).filter((stream) => stream.includes('/Artifact'));
    expect(pages).toHaveLength(pagesOf(file));
    expect(pages.filter((page) => !/\/MCID/.test(page))).toEqual([]);
  });

  it('loses no row of a table over many pages, and says its head once to those who hear it', () => {
    const rows = Array.from({ length: 400 }, (_none, at) => [`row ${at}`, 'text '.repeat(20)]);
    const file = textOf(withBlocks({ kind: 'table', title: 'Long', columns: ['A', 'B'], rows }));
    const plain = textOf(withBlocks({ kind: 'paragraph', text: 'none' }));
    const cells = (text: string) => text.match(/\/S \/TD\n/g)?.length ?? 0;
    expect(cells(file) - cells(plain)).toBe(800);
    expect(file.match(/\/S \/TH\n/g)!.length - plain.match(/\/S \/TH\n/g)!.length).toBe(2);
    const heads = [...file.matchAll(/\/S \/(?:TH|Caption)\n[^]*?endobj/g)];
    expect(heads.filter(([element]) => element.includes('/MCR'))).toEqual([]);
    expect(file.match(/\/S \/Caption\n/g)!.length - (plain.match(/\/S \/Caption\n/g)?.length ?? 0)).toBe(1);
  });

  it('breaks a cell that is taller than a page in place of cutting it off', () => {
    const long = withBlocks({
      kind: 'table',
      title: '',
      columns: ['A', 'B'],
      rows: [['short', 'word '.repeat(6_000)]],
    });
    const pages = pagesOf(textOf(long)) - pagesOf(textOf(withBlocks()));
    expect(pages).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['a word of 10,000 letters', 'x'.repeat(10_000)],
    ['signs that no font has', '👩‍👩‍👧‍👦 \u{10ffff} \ud800 漢字'],
    ['words from right to left', 'שלום \u202eevil\u202c مرحبا'],
    ['control characters', 'a\u0000b\u0007c\u001b[31m\r\nd\u2028e'],
    ['marks of the file format', ') Tj ET endstream endobj \\( <</S/JavaScript>>'],
    ['mark-up of drawings', '<svg onload="x"><image href="file:///etc/passwd"/></svg> &amp;'],
  ])('prints %s', (_what, words) => {
    const file = textOf({
      ...withBlocks(
        { kind: 'paragraph', text: words },
        { kind: 'table', title: words, columns: ['A', words], rows: [[words, 'b']] },
        { kind: 'callout', tone: 'warning', text: words },
        { kind: 'list', ordered: true, items: [words] },
        { kind: 'card', id: words, severity: 'low', tag: words, title: words, text: words, details: [] },
      ),
      title: words,
    });
    expect(file.trimEnd()).toMatch(/%%EOF$/);
    expect(file).not.toMatch(/\/S \/JavaScript/);
  });

  it('shows the name and the colours of an organisation, and reads no file that its logo names', () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image width="9" height="9" href="/etc/passwd"/><rect width="10" height="10" fill="#112233"/></svg>';
    const branding = {
      name: 'Ocean Bank',
      logo: { contentType: 'image/svg+xml', data: Buffer.from(svg).toString('base64') },
      primaryColour: '#aa0011',
      accentColour: '#00aa11',
    } as const;
    const file = Buffer.from(renderPdf(REPORT, { language: 'de', branding })).toString('latin1');
    expect(file).toContain('Ocean Bank');
    expect(file).toContain('/Lang (de)');
    expect(file).toContain('/Alt (Ocean Bank)');
    expect(streamsOf(file).join('\n')).toMatch(/0\.6666\d* 0 0\.0666\d* (?:rg|scn)/);
    expect(file).not.toContain('/Subtype /Image');
  });
});

describe('printable', () => {
  it('keeps letters with marks, Greek, superscripts and the sign of carbon dioxide', () => {
    const words = 'Größe Ωμ 10⁻⁹ CO₂e ≤ × € – “ok”';
    expect(printable(words)).toBe(words);
  });

  it('writes what the font lacks otherwise, or as the sign for a missing one', () => {
    expect(printable('a → b')).toBe('a -> b');
    expect(printable('漢\u0007')).toBe('\ufffd\ufffd');
    expect(printable('[\u200b[x')).toBe('[[x');
  });
});

describe('lacksSigns', () => {
  it('tells documents with signs that are printed as missing from those without', () => {
    expect(lacksSigns({ text: 'Größe → Ωμ ✓ CO₂e\u0007' })).toBe(false);
    expect(lacksSigns({ rows: [['plain', { deep: '漢' }]] })).toBe(true);
    expect(lacksSigns(REPORT)).toBe(false);
  });

  it('is said on the first page, and nothing is said where all are there', () => {
    const pages = (document: ReportDocument) => JSON.stringify(coverNodes(pdfPen(document, PLAIN_ENGLISH)));
    expect(pages({ ...REPORT, title: '漢' })).toContain('The font of this file lacks some signs');
    expect(pages(REPORT)).not.toContain('The font of this file');
  });
});

describe('columnWidths', () => {
  it.each([PORTRAIT_WIDTH, LANDSCAPE_WIDTH])('never takes more than %d points', (available) => {
    const texts = [Array.from({ length: 12 }, () => 'unbreakablewordthatislong and more words to come')];
    const sum = columnWidths(texts, 8, available).reduce((all, width) => all + width + 8, 0);
    expect(sum).toBeLessThanOrEqual(available + 0.01);
  });

  it('leaves a number and its unit on one line', () => {
    const texts = [['USD 160/month', 'word '.repeat(200)]];
    expect(columnWidths(texts, 8, 400)[0]).toBeGreaterThan(8 * widthInEms('160/month'));
  });

  it('gives more to a column with longer texts', () => {
    const [short = 0, long = 0] = columnWidths([['yes', 'word '.repeat(60)]], 8, 400);
    expect(long).toBeGreaterThan(5 * short);
  });
});

describe('referenceList', () => {
  it('writes neighbours as a stretch', () => {
    expect(referenceList(['f3', 'f1', 'f2', 'f2', 'a1', 'f9', 'f10'])).toBe('a1, f1–f3, f9, f10');
  });
});
