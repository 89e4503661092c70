import { citedIds, figureTextParts, type Figure, type FigureText } from '@app/kernel';
import {
  applyTemplate,
  printFigure,
  shownIds,
  textsOfBlock,
  wordsOf,
  type Presentation,
  type ReportDocument,
} from '@app/reports';
import { assessed, exampleInput } from '../../../test/support/assessed-example';
import {
  numbersOfHtml,
  numbersOfMarkdown,
  numbersOfPdf,
  numbersOfWord,
  type Mention,
  type PrintedNumbers,
} from '../../../test/support/printed-numbers';
import { csvRecords, shownCells, type ShownCell } from '../../../test/support/printed-tables';
import { plainText } from './plain-text';
import { REPORT_FORMATS, type ReportFormatId } from './report-formats';
import { sheetWordsOf } from './sheets/sheet-words';
import { openArchive } from './zip-archive';

const EXAMPLES = [
  'startup-api-only',
  'bank-finetune-70b',
  'corpus-embedding-batch',
  'hospital-notes-hipaa',
  'support-assistant-gdpr',
];
const CASES = (['en', 'de'] as const).flatMap((language) =>
  (['full', 'executive'] as const).map((template) => ({ language, template })),
);

interface Report {
  readonly document: ReportDocument;
  readonly presentation: Presentation;
}

const utf8 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');
/** Lines are broken where a format breaks them, and some fonts have no narrow space. */
const unspaced = (text: string) => text.replace(/[\s\u200b]+/g, '');
/** `-3 %` has an apostrophe before it in a file of values, which keeps programs from computing it. */
const unguarded = (text = '') => text.replace(/^'(?=[-=+@|])/, '');

async function bytesOf(format: ReportFormatId, { document, presentation }: Report): Promise<Uint8Array> {
  return REPORT_FORMATS[format].render(document, presentation);
}

/** Ids that the texts of a report cite, apart from those that are drawn only. */
function mentionedIds({ verdict, keyFigures, sections }: ReportDocument): Set<string> {
  const texts = sections.flatMap(({ blocks }) => blocks.flatMap(textsOfBlock));
  return new Set([...keyFigures, ...[verdict, ...texts].flatMap(citedIds)]);
}

/** What differs from the figures of the document: in the entries of the appendix, and where texts mention figures. */
function differences(found: PrintedNumbers, { document, presentation }: Report, isShort = false): string[] {
  const { language } = presentation;
  const anchors = new Map(document.figures.map((entry, at) => [`f${at + 1}`, entry]));
  const entries = [...anchors].flatMap(([anchor, entry]) => {
    const text = found.entries.get(anchor) ?? 'no entry';
    const isSame = unspaced(text) === unspaced(plainText(printFigure(entry, language).text));
    return isSame ? [] : [`${entry.id} has ${text}`];
  });
  const mentions = joined(found.mentions).flatMap(({ anchor, text }) => {
    const entry = anchors.get(anchor);
    if (!entry) return [`${text} leads nowhere`];
    const printed = printFigure(entry, language);
    const expected = unspaced(plainText(isShort ? printed.value : printed.text));
    // Several mentions in a row are read as one: the value once or more, and nothing besides.
    const rest = unspaced(text).replaceAll(expected, '');
    return rest === '' ? [] : [`${entry.id} is mentioned as ${text}`];
  });
  const mentioned = new Set(found.mentions.map(({ anchor }) => anchors.get(anchor)?.id));
  const silent = [...mentionedIds(document)].filter((id) => !mentioned.has(id));
  return [...entries, ...mentions, ...silent.map((id) => `${id} is not mentioned`)];
}

/** Mentions of one figure in a row as one. */
function joined(mentions: readonly Mention[]): Mention[] {
  const out: Mention[] = [];
  for (const { anchor, text } of mentions) {
    const last = out.at(-1);
    if (last?.anchor === anchor) out[out.length - 1] = { anchor, text: last.text + text };
    else out.push({ anchor, text });
  }
  return out;
}

/** What a text with prose around its figures reads like, and what each of these texts is missing from. */
function missingTexts({ document, presentation }: Report, all: string): string[] {
  const figures = new Map(document.figures.map((entry) => [entry.id, entry]));
  const print = (text: FigureText) =>
    figureTextParts(text).map((part) =>
      'prose' in part
        ? part.prose
        : printFigure(figures.get(part.figureId) as Figure, presentation.language).text,
    );
  const texts = document.sections.flatMap(({ blocks }) =>
    blocks.filter(({ kind }) => kind !== 'heading').flatMap(textsOfBlock),
  );
  return [document.verdict, ...texts]
    .filter((text) => citedIds(text).length > 0 && figureTextParts(text.trim()).length > 1)
    .map((text) => plainText(print(text).join('')))
    .filter((text) => !all.includes(text));
}

/** Compares a number as a cell shows it with the figure that a click on it leads to. */
function wrongCells(cells: readonly ShownCell[], { document, presentation }: Report): string[] {
  const { figures: name } = sheetWordsOf(presentation.language);
  const byId = new Map(document.figures.map((entry) => [entry.id, entry]));
  const register = new Map(
    cells.flatMap(({ sheet, ref, value }) =>
      sheet === name && /^A\d+$/.test(ref) ? [[`'${name}'!${ref}`, byId.get(String(value))]] : [],
    ),
  );
  return cells.flatMap(({ sheet, ref, value, shown, link }) => {
    const entry = link === null ? undefined : register.get(link);
    if (!entry || typeof value === 'string') return [];
    const parts = [entry.value, entry.low, entry.high].filter((part) => part !== null);
    return parts.some((part) => isShownAs(entry, part, shown, presentation.language))
      ? []
      : [`${sheet} ${ref}: ${shown} for ${entry.id}`];
  });
}

const DIGITS = /-?\d[\d.,]*(?:E[+-]\d+)?/;
/** Whether a number of a figure and what a cell shows of it are printed alike, with the same words around it. */
function isShownAs(entry: Figure, part: number, shown: string, language: Presentation['language']): boolean {
  // A cell has all digits of what is printed as `1.2 million` or `3 × 10⁻⁷`.
  const { million, billion, trillion } = wordsOf(language);
  const scales = new RegExp(` (?:${million}|${billion}|${trillion}|× 10[⁰¹²³⁴-⁹⁻]+)`, 'u');
  const read = Number((DIGITS.exec(shown)?.[0] ?? '').replaceAll(',', ''));
  return [1, 1_000, 1e-6, ...[1, 2, 3, 4, 5].map((power) => 1024 ** power)].some((scale) => {
    const print = (value: number) =>
      // 41.9995 is printed as 42.00, and 42 as 42.
      printFigure({ ...entry, value, low: null, high: null }, language).value.replace(/[.,]00(?!\d)/, '');
    const around = (text: string) => text.replace(scales, '').replace(DIGITS, '#');
    return print(read * scale) === print(part) && around(print(part)) === around(shown);
  });
}

describe.each(EXAMPLES)('the numbers of %s', (name) => {
  // A long PDF takes seconds: it is read in one language of the two, in turn.
  const ofLongPdf = EXAMPLES.indexOf(name) % 2 === 0 ? 'en' : 'de';
  let whole: ReportDocument;
  beforeAll(async () => {
    whole = await assessed(exampleInput(name));
  });

  describe.each(CASES)('in $language, $template', ({ language, template }) => {
    let report: Report;
    beforeAll(() => {
      const document = applyTemplate(whole, template, language);
      report = { document, presentation: { language, branding: null } };
    });

    it('are the figures that it shows, each in its appendix', () => {
      const ids = new Set(report.document.figures.map(({ id }) => id));
      expect(shownIds(report.document).filter((id) => !ids.has(id))).toEqual([]);
      expect(mentionedIds(report.document).size).toBeGreaterThan(10);
    });

    it('are the same in HTML', async () => {
      expect(differences(numbersOfHtml(utf8(await bytesOf('html', report))), report)).toEqual([]);
    });

    it('are the same in Markdown', async () => {
      expect(differences(numbersOfMarkdown(utf8(await bytesOf('md', report))), report)).toEqual([]);
    });

    it('are the same in JSON', async () => {
      const json = JSON.parse(utf8(await bytesOf('json', report))) as ReportDocument;
      const figures = report.document.figures.map((entry) => ({
        ...entry,
        printed: printFigure(entry, language).text,
      }));
      expect(json.figures).toEqual(figures);
    });

    it('are the same in a Word document', async () => {
      const files = openArchive(await bytesOf('docx', report));
      expect(differences(numbersOfWord(utf8(files['word/document.xml'])), report)).toEqual([]);
    });

    if (template === 'executive' || language === ofLongPdf) {
      it('are the same in a PDF', async () => {
        expect(differences(numbersOfPdf(await bytesOf('pdf', report)), report, true)).toEqual([]);
      });
    }

    it('are the same in a workbook', async () => {
      const cells = shownCells(openArchive(await bytesOf('xlsx', report)));
      const register = sheetWordsOf(language).figures;
      const at = new Map(
        cells.flatMap(({ sheet, ref, value }) => (sheet === register ? [[ref, value] as const] : [])),
      );
      const rows = report.document.figures.flatMap((entry, index) => {
        const printed = printFigure(entry, language);
        const value = entry.value ?? `${printed.value}: ${printed.aside.slice(1, -1)}`;
        const expected = [entry.id, value, entry.low, entry.high, plainText(printed.text)];
        const found = ['A', 'C', 'D', 'E', 'G'].map((column) => at.get(`${column}${index + 2}`) ?? null);
        return found.every((cell, column) => cell === expected[column]) ? [] : [found];
      });
      expect(rows).toEqual([]);
      expect(cells.filter(({ link }) => link?.startsWith(`'${register}'`)).length).toBeGreaterThan(10);
      expect(wrongCells(cells, report)).toEqual([]);
      const all = cells.map(({ value }) => value).join('\n');
      expect(missingTexts(report, all)).toEqual([]);
    });

    it('are the same in files of values', async () => {
      const files = openArchive(await bytesOf('csv', report));
      const path = Object.keys(files).find((one) => /^\d+-(figures|zahlen)\.csv$/.test(one)) ?? '';
      const records = new Map(csvRecords(utf8(files[path])).map((row) => [row[0], row]));
      const rows = report.document.figures.flatMap((entry) => {
        const printed = printFigure(entry, language);
        const value = entry.value ?? `${printed.value}: ${printed.aside.slice(1, -1)}`;
        const record = records.get(entry.id) ?? [];
        const found = [record[2], record[3], record[4], unguarded(record[6])];
        const expected = [value, entry.low ?? '', entry.high ?? '', plainText(printed.text)].map(String);
        return found.join('\n') === expected.join('\n') ? [] : [[entry.id, ...found]];
      });
      expect(rows).toEqual([]);
      const all = Object.values(files)
        .flatMap((bytes) => csvRecords(utf8(bytes)).flat())
        .map(unguarded);
      expect(missingTexts(report, all.join('\n'))).toEqual([]);
    });
  });
});
