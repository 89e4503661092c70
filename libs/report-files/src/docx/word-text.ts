import { figureTextParts, type FigureText } from '@app/kernel';
import {
  printFigure,
  wordsOf,
  type ReportIndex,
  type ReportLanguage,
  type ReportWords,
} from '@app/reports/pure';
import { plainText } from '../plain-text';
import { linkTo, run, type RunLook } from './word-xml';
import type { WordCell } from './word-table';

/** Texts of a report as runs: each figure is a link to its entry in the appendix. */
export class WordText {
  readonly words: ReportWords;

  constructor(
    readonly index: ReportIndex,
    readonly language: ReportLanguage,
  ) {
    this.words = wordsOf(language);
  }

  runs(text: FigureText, look: RunLook = {}): string {
    return figureTextParts(text)
      .map((part) => ('prose' in part ? run(part.prose, look) : this.figure(part.figureId, look)))
      .join('');
  }

  figure(id: string, look: RunLook = {}): string {
    const entry = this.index.figures.get(id);
    if (!entry) return run(`[${this.words.figureMissing(id)}]`, look);
    const { value, aside, known, mark } = printFigure(entry, this.language);
    const content =
      run(value, { ...look, style: 'FigureReference' }) +
      (known ? run(mark, { ...look, style: 'FigureReference', raised: true }) : '') +
      (aside === '' ? '' : run(` ${aside}`, { ...look, style: 'FigureRange' }));
    return linkTo(this.index.anchorOf(id) ?? '', content);
  }

  /** What is read of a text, without its links. */
  plain(text: FigureText): string {
    return plainText(
      figureTextParts(text)
        .map((part) => {
          if ('prose' in part) return part.prose;
          const entry = this.index.figures.get(part.figureId);
          return entry ? printFigure(entry, this.language).text : this.words.figureMissing(part.figureId);
        })
        .join(''),
    );
  }

  cell(text: FigureText): WordCell {
    const [first, second] = figureTextParts(text.trim());
    const isNumber = first !== undefined && second === undefined && 'figureId' in first;
    return { content: this.runs(text), text: this.plain(text), isNumber };
  }
}
