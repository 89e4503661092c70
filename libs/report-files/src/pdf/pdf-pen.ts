import { figureTextParts, type FigureText } from '@app/kernel';
import {
  printFigure,
  reportIndex,
  wordsOf,
  type Presentation,
  type ReportDocument,
  type ReportIndex,
  type ReportWords,
} from '@app/reports/pure';
import type { PdfRun } from './pdf-run';
import { printable } from './pdf-text';

/** What every part of the file is written with. */
export interface PdfPen {
  readonly document: ReportDocument;
  readonly presentation: Presentation;
  readonly index: ReportIndex;
  readonly words: ReportWords;
  readonly colours: PdfColours;
  /** A text with its figures as links to their entries in the appendix. */
  readonly runs: (text: FigureText) => PdfRun[];
  /** The same without looks, to measure it. */
  readonly plain: (text: FigureText) => string;
}

export interface PdfColours {
  readonly primary: string;
  readonly accent: string;
  readonly figure: string;
}

const OWN_COLOURS = { primary: '#17365d', accent: '#0072b2' } as const;
export const QUIET = '#5b6472';
const HEX = /^#[0-9a-f]{6}$/i;

/** A pen for a document in a language and an organisation's colours. */
export function pdfPen(document: ReportDocument, presentation: Presentation): PdfPen {
  const { language, branding } = presentation;
  const words = wordsOf(language);
  const index = reportIndex(document);
  const colour = (given: string | undefined, own: string) => (given && HEX.test(given) ? given : own);
  const colours = {
    primary: colour(branding?.primaryColour, OWN_COLOURS.primary),
    accent: colour(branding?.accentColour, OWN_COLOURS.accent),
    figure: '#0b4f8a',
  };
  const figureRuns = (id: string): PdfRun[] => {
    const entry = index.figures.get(id);
    if (!entry) return [{ text: printable(words.figureMissing(id)), bold: true }];
    const { value, aside } = printFigure(entry, language);
    const linkToDestination = index.anchorOf(id) ?? undefined;
    const main = { text: printable(value), color: colours.figure, linkToDestination };
    return aside === '' ? [main] : [main, { text: ` ${printable(aside)}`, color: QUIET }];
  };
  const runs = (text: FigureText): PdfRun[] =>
    figureTextParts(text).flatMap((part) =>
      'figureId' in part ? figureRuns(part.figureId) : [{ text: printable(part.prose) }],
    );
  return {
    document,
    presentation,
    index,
    words,
    colours,
    runs,
    plain: (text) =>
      runs(text)
        .map((run) => run.text)
        .join(''),
  };
}
