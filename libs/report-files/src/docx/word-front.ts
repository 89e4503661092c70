import { headingOf, printDate, printTime, type ReportDocument } from '@app/reports/pure';
import { sectionAnchor, type WordPart } from './word-blocks';
import { wordTable, type WordCell } from './word-table';
import type { WordText } from './word-text';
import { FIELD_END, field, fieldStart, linkTo, paragraph, run } from './word-xml';

/** What a reader sees first: title, state, verdict, the figures that matter and what was decided. */
export function frontParts(document: ReportDocument, text: WordText): WordPart[] {
  const { words, language } = text;
  const missing = document.agents.filter((agent) => agent.missing !== null);
  const heard = words.ofAll(document.agents.length - missing.length, document.agents.length);
  const facts = [
    [words.state, words.states[document.state]],
    [words.agentsHeard, heard],
    [words.asOf, printDate(document.asOf, language)],
    [words.analysed, printTime(document.generatedAt, language)],
    [words.run, document.runId],
  ] as const;
  return [
    paragraph('Title', run(document.title)),
    ...(document.subtitle === '' ? [] : [paragraph('Subtitle', run(document.subtitle))]),
    paragraph(
      'Facts',
      facts
        .map(([name, value], at) => run(`${at === 0 ? '' : '   '}${name}: `) + run(value, { bold: true }))
        .join(''),
    ),
    ...(language === 'en' ? [] : [paragraph('ChartText', run(words.agentTexts))]),
    ...(missing.length === 0
      ? []
      : [
          paragraph(
            'CalloutWarning',
            run(`${words.partialResult} `, { bold: true }) +
              run(`${words.partialExplained} `) +
              run(missing.map((agent) => `${agent.name}: ${agent.missing ?? ''}`).join('; ')),
          ),
        ]),
    paragraph('Verdict', text.runs(document.verdict)),
    ...keyFigures(document, text),
    ...decided(document, text),
  ];
}

function keyFigures({ keyFigures: ids }: ReportDocument, text: WordText): string[] {
  const rows = ids.flatMap((id) => {
    const entry = text.index.figures.get(id);
    return entry ? [[plainCell(headingOf(entry)), text.cell(`[[${id}]]`)]] : [];
  });
  const { keyFigures: title, figure, value } = text.words;
  return rows.length === 0 ? [] : [wordTable({ title, columns: [figure, value], rows }, '')];
}

function decided({ decisions }: ReportDocument, text: WordText): string[] {
  const { words } = text;
  const rows = decisions.map(({ label, option, contested }) => [
    plainCell(label),
    plainCell(contested ? `${option} (${words.contested})` : option),
  ]);
  return rows.length === 0
    ? []
    : [wordTable({ title: words.decided, columns: [words.choice, words.decided], rows }, '')];
}

export function plainCell(text: string): WordCell {
  return { content: run(text), text, isNumber: false };
}

/** A place in the table of contents. */
export interface ContentsEntry {
  readonly title: string;
  readonly anchor: string;
}

/** The sections of a document in the order of its table of contents. */
export function sectionEntries({ sections }: Pick<ReportDocument, 'sections'>): ContentsEntry[] {
  return sections.map((section) => ({ title: section.title, anchor: sectionAnchor(section) }));
}

/**
 * The table of contents as a field of the two highest levels, with its sections already in it: a program that does not
 * compute fields shows these, one that does adds the second level and the pages.
 */
export function contentsParts(entries: readonly ContentsEntry[], title: string): string[] {
  const start = fieldStart('TOC \\o "1-2" \\h \\z \\u', true);
  const lines = entries.map(({ title: name, anchor }, at) => {
    const page = `<w:r><w:tab/></w:r>${field(`PAGEREF ${anchor} \\h`, run(' '))}`;
    const line = linkTo(anchor, run(name) + page);
    return paragraph('TOC1', (at === 0 ? start : '') + line + (at === entries.length - 1 ? FIELD_END : ''));
  });
  return [paragraph('ContentsTitle', run(title), '<w:pageBreakBefore/>'), ...lines];
}
