import { citedIds, figureTextParts, type Figure, type FigureText } from '@app/kernel';
import {
  printDate,
  printFigure,
  wordsOf,
  type ReportIndex,
  type ReportLanguage,
  type ReportWords,
} from '@app/reports/pure';
import { plainText } from '../plain-text';
import { figureCell, type SheetCell } from './sheet';
import { sheetWordsOf, type SheetWords } from './sheet-words';

const NAMED_SOURCES = 3;

/** Turns what a report says into cells: a figure alone becomes a number, all else the text that every format prints. */
export class SheetCells {
  readonly words: ReportWords;
  readonly sheetWords: SheetWords;
  private readonly reached = new Map<string, ReadonlySet<number>>();

  constructor(
    readonly index: ReportIndex,
    readonly language: ReportLanguage,
  ) {
    this.words = wordsOf(language);
    this.sheetWords = sheetWordsOf(language);
  }

  /** A text as it is printed elsewhere, with its figures in place. */
  text(text: FigureText): string {
    const words = figureTextParts(text).map((part) => {
      if ('prose' in part) return part.prose;
      const entry = this.index.figures.get(part.figureId);
      return entry ? printFigure(entry, this.language).text : `[${this.words.figureMissing(part.figureId)}]`;
    });
    return plainText(words.join(''));
  }

  cell(text: FigureText): SheetCell {
    const entry = this.onlyFigureOf(text);
    if (entry) return figureCell(entry);
    const printed = this.text(text);
    return printed === '' ? null : printed;
  }

  /** The row with two columns more: the ids of its figures, and the sources that these rest on. */
  row(texts: readonly FigureText[]): SheetCell[] {
    return [...texts.map((text) => this.cell(text)), ...this.trailOf(texts.flatMap(citedIds))];
  }

  trailOf(ids: readonly string[]): SheetCell[] {
    const unique = [...new Set(ids)];
    const numbers = [...new Set(unique.flatMap((id) => [...this.sourcesUnder(id)]))].sort((a, b) => a - b);
    const named = numbers.slice(0, NAMED_SOURCES).map((number) => this.sourceName(number));
    const rest = numbers.length > NAMED_SOURCES ? [this.words.andMore(numbers.length - NAMED_SOURCES)] : [];
    return [unique.join(', ') || null, [...named, ...rest].join('; ') || null];
  }

  /** Headings of the two columns of {@link trailOf}. */
  trailColumns(): string[] {
    return [this.sheetWords.figureIds, this.words.sources];
  }

  /** Numbers of the sources of a figure and of all that it was computed from. */
  sourcesUnder(id: string): ReadonlySet<number> {
    const known = this.reached.get(id);
    if (known) return known;
    const numbers = new Set<number>();
    // Stored before it is complete: a figure that led back to itself would not end.
    this.reached.set(id, numbers);
    const entry = this.index.figures.get(id);
    if (!entry) return numbers;
    for (const number of this.index.sourceNumbersOf(entry)) numbers.add(number);
    for (const input of entry.inputs) for (const number of this.sourcesUnder(input)) numbers.add(number);
    return numbers;
  }

  private sourceName(number: number): string {
    const source = this.index.sources[number - 1];
    if (!source) return String(number);
    return plainText(`[${number}] ${source.title} (${printDate(source.asOf, this.language)})`);
  }

  private onlyFigureOf(text: FigureText): Figure | undefined {
    const [first, second] = figureTextParts(text.trim());
    return first && !second && 'figureId' in first ? this.index.figures.get(first.figureId) : undefined;
  }
}
