import type { Figure } from '@app/kernel';
import {
  fieldOf,
  headingOf,
  isAnswerId,
  linkableUrl,
  printAnswer,
  printDate,
  printFigure,
  type ReportDocument,
} from '@app/reports/pure';
import type { WordWriter } from './word-blocks';
import { plainCell } from './word-front';
import { wordTable } from './word-table';
import { LINE_BREAK, linkOut, linkTo, paragraph, run } from './word-xml';

const SMALL = { style: 'TrailText' } as const;

/** Anchors of the parts of the appendix, with what they are called. */
export function appendixEntries(document: ReportDocument, { text }: WordWriter) {
  const { words, index } = text;
  return [
    { anchor: 'appendix_figures', title: words.appendixFigures },
    ...(index.sources.length === 0 ? [] : [{ anchor: 'appendix_sources', title: words.appendixSources }]),
    ...(Object.keys(document.answers).length === 0
      ? []
      : [{ anchor: 'appendix_answers', title: words.appendixAnswers }]),
    { anchor: 'appendix_versions', title: words.appendixVersions },
  ];
}

/** Formula, inputs and sources of every figure; then the sources, the answers and the versions. */
export function* appendixParts(document: ReportDocument, writer: WordWriter): Generator<string> {
  const { words } = writer.text;
  const contents: Readonly<Record<string, () => Iterable<string>>> = {
    appendix_figures: () => figures(document, writer),
    appendix_sources: () => sources(writer),
    appendix_answers: () => answers(document, writer),
    appendix_versions: () => {
      const rows = Object.entries(document.versions)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, version]) => [plainCell(name), plainCell(version)]);
      return [wordTable({ title: '', columns: [words.component, words.version], rows }, words.none)];
    },
  };
  for (const [at, { anchor, title }] of appendixEntries(document, writer).entries()) {
    const heading = writer.bookmarks.mark(anchor, run(title));
    yield paragraph('Heading1', heading, at === 0 ? '<w:pageBreakBefore/>' : '');
    yield* contents[anchor]?.() ?? [];
  }
}

function* figures(document: ReportDocument, writer: WordWriter): Generator<string> {
  const { words } = writer.text;
  if (document.figures.length === 0) {
    yield paragraph('BodyText', run(words.noFigures));
    return;
  }
  const legend = words.marksLegend.map(([method, meaning]) => `${method.charAt(0)} ${meaning}`).join('; ');
  const groups = Map.groupBy(document.figures, (entry) => entry.id.split('.')[0] as string);
  yield paragraph('BodyText', run(`${words.appendixExplained} ${legend}.`));
  for (const [name, group] of groups) {
    yield paragraph('Heading2', run(`${chapterTitle(name)} (${group.length})`));
    for (const entry of group) yield figureEntry(entry, document, writer);
  }
}

function chapterTitle(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function figureEntry(entry: Figure, document: ReportDocument, writer: WordWriter): string {
  const { words, index, language } = writer.text;
  const { value, aside } = printFigure(entry, language);
  const head =
    writer.bookmarks.mark(index.anchorOf(entry.id) ?? '', run(headingOf(entry), { bold: true })) +
    run(`: ${value}`) +
    (aside === '' ? '' : run(` ${aside}`, { style: 'FigureRange' })) +
    run(` (${words.methods[entry.method]})`);
  const trail = [
    entry.formula === null ? '' : run(entry.formula, { ...SMALL, italic: true }),
    inputsOf(entry, document, writer),
    sourcesOf(entry, writer),
    run(entry.id, { style: 'CodeText' }),
  ].filter((part) => part !== '');
  return paragraph('FigureEntry', head + LINE_BREAK + trail.join(run(' · ', SMALL)));
}

function inputsOf(entry: Figure, document: ReportDocument, { text }: WordWriter): string {
  const { words, index } = text;
  if (entry.inputs.length === 0) return '';
  const same = index.sameInputsAs(entry);
  if (same) {
    return run(`${words.fromSameAs} `, SMALL) + linkTo(index.anchorOf(same.id) ?? '', run(same.label, SMALL));
  }
  const { named, more } = index.inputsOf(entry);
  const inputs = named.map((id) => inputOf(id, document, text));
  const inFull = more > 0 ? [run(words.inFullReport(more), SMALL)] : [];
  return run(`${words.from} `, SMALL) + [...inputs, ...inFull].join(run('; ', SMALL));
}

function inputOf(
  id: string,
  document: ReportDocument,
  { words, index, language }: WordWriter['text'],
): string {
  const anchor = index.anchorOf(id);
  const named = (name: string) => (anchor === null ? run(name, SMALL) : linkTo(anchor, run(name, SMALL)));
  if (isAnswerId(id)) {
    const given = Object.hasOwn(document.answers, id);
    const value = given ? printAnswer(document.answers[id], language) : words.notGiven;
    return named(`${words.answer} ${fieldOf(id)}: ${value}`);
  }
  const entry = index.figures.get(id);
  if (!entry) return run(words.isMissing(id), SMALL);
  return named(`${entry.label}: ${printFigure(entry, language).value}`);
}

function sourcesOf(entry: Figure, { text }: WordWriter): string {
  const numbers = text.index.sourceNumbersOf(entry);
  if (numbers.length === 0) return '';
  const links = numbers.map((number) => linkTo(`s${number}`, run(`[${number}]`, SMALL)));
  return run(`${text.words.source} `, SMALL) + links.join(run(' ', SMALL));
}

function sources({ text, bookmarks }: WordWriter): string[] {
  const { words, index, language } = text;
  return index.sources.map(({ title, url, asOf, confidence }, at) => {
    const address = linkableUrl(url);
    const name = run(title, address === null ? {} : { style: 'Hyperlink' });
    const rest = `, ${words.asOfDate(printDate(asOf, language))}, ${words.confidence}: ${words.confidences[confidence]}`;
    return paragraph(
      'SourceEntry',
      bookmarks.mark(`s${at + 1}`, run(`[${at + 1}] `)) +
        (address === null ? name : linkOut(address, name)) +
        run(rest),
    );
  });
}

function answers(document: ReportDocument, { text, bookmarks }: WordWriter): string[] {
  const { words, index, language } = text;
  const rows = Object.entries(document.answers).map(([id, value]) => {
    const field = fieldOf(id);
    const content = bookmarks.mark(index.anchorOf(id) ?? '', run(field, { style: 'CodeText' }));
    return [{ content, text: field, isNumber: false }, plainCell(printAnswer(value, language))];
  });
  return [wordTable({ title: '', columns: [words.answerField, words.answer], rows }, words.none)];
}
