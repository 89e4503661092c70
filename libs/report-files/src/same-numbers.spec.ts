import { printFigure, shownIds, type Presentation, type ReportDocument } from '@app/reports';
import { readSheet } from 'read-excel-file/node';
import { assessed, exampleInput } from '../../../test/support/assessed-example';
import { REPORT_FORMATS } from './report-formats';
import { plainText } from './plain-text';
import { sheetWordsOf } from './sheets/sheet-words';
import { openArchive } from './zip-archive';

const EXAMPLES = [
  'startup-api-only',
  'bank-finetune-70b',
  'corpus-embedding-batch',
  'hospital-notes-hipaa',
  'support-assistant-gdpr',
];
const LANGUAGES = ['en', 'de'] as const;
const built = new Map<string, ReportDocument>();

async function documentOf(name: string): Promise<ReportDocument> {
  const known = built.get(name) ?? (await assessed(exampleInput(name)));
  built.set(name, known);
  return known;
}

const utf8 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

/** The words of a Word document by the bookmark before which they stand: `f12` -> the figure's entry. */
function wordEntries(xml: string): Map<string, string> {
  const paragraphs = xml.match(/<w:p>(?:(?!<\/w:p>)[\s\S])*<\/w:p>/g) ?? [];
  return new Map(
    paragraphs.flatMap((paragraph) => {
      const mark = /<w:bookmarkStart w:id="\d+" w:name="(f\d+)"\/>/.exec(paragraph)?.[1];
      const words = [...paragraph.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => text);
      return mark ? [[mark, unescaped(words.join(''))] as const] : [];
    }),
  );
}

/** Records of RFC 4180. */
function csvRecords(text: string): string[][] {
  return text
    .replace('\ufeff', '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
        quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
}

/** A text without the apostrophe that keeps programs from computing it: `-3 %` is one. */
function unguarded(text = ''): string {
  return text.replace(/^'(?=[-=+@|])/, '');
}

describe.each(EXAMPLES)('the numbers of %s', (name) => {
  it.each(LANGUAGES)(
    'are the same in every format (%s)',
    async (language) => {
      const document = await documentOf(name);
      const presentation: Presentation = { language, branding: null };
      const words = sheetWordsOf(language);
      const html = unescaped(
        utf8(await REPORT_FORMATS.html.render(document, presentation)).replace(/<[^>]+>/g, ''),
      );
      const markdown = utf8(await REPORT_FORMATS.md.render(document, presentation)).replaceAll('\\', '');
      const json = JSON.parse(
        utf8(await REPORT_FORMATS.json.render(document, presentation)),
      ) as ReportDocument;
      const docx = openArchive(await REPORT_FORMATS.docx.render(document, presentation));
      const xlsx = await REPORT_FORMATS.xlsx.render(document, presentation);
      const csv = openArchive(await REPORT_FORMATS.csv.render(document, presentation));

      const inWord = wordEntries(utf8(docx['word/document.xml']));
      const inSheet = new Map(
        (await readSheet(Buffer.from(xlsx), words.figures)).map((row) => [row[0], row]),
      );
      const register = Object.keys(csv).find((path) => /^\d+-(figures|zahlen)\.csv$/.test(path)) ?? '';
      const inCsv = new Map(csvRecords(utf8(csv[register])).map((row) => [row[0], row]));
      const inJson = new Map(json.figures.map((entry) => [entry.id, entry]));

      const differing: string[] = [];
      document.figures.forEach((entry, at) => {
        const printed = printFigure(entry, language);
        const word = inWord.get(`f${at + 1}`) ?? '';
        const row = inSheet.get(entry.id) ?? [];
        const record = inCsv.get(entry.id) ?? [];
        const value = entry.value ?? `${printed.value}: ${printed.aside.slice(1, -1)}`;
        const checks: ReadonlyArray<readonly [string, boolean]> = [
          ['html', html.includes(printed.text)],
          ['markdown', markdown.includes(printed.text)],
          ['json', inJson.get(entry.id)?.value === entry.value],
          ['docx', word.includes(`: ${plainText(printed.text)} (`)],
          ['xlsx', row[2] === value && (row[3] ?? null) === entry.low && (row[4] ?? null) === entry.high],
          ['xlsx as printed', row[6] === plainText(printed.text)],
          ['csv', record[2] === String(value) && unguarded(record[6]) === plainText(printed.text)],
        ];
        for (const [format, isSame] of checks) if (!isSame) differing.push(`${entry.id} in ${format}`);
      });
      expect(differing).toEqual([]);
      expect(inWord.size).toBe(document.figures.length);
      // What is shown anywhere is among what was compared.
      expect(shownIds(document).filter((id) => !inJson.has(id))).toEqual([]);
    },
    60_000,
  );
});
