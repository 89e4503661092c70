import { figureTextParts, type Figure, type FigureText } from '@app/kernel';
import { printFigure } from './figure-format';
import type { ReportIndex } from './report-index';
import { escapeHtml } from './text-escaping';

/** A text with its figures as links to their entries in the appendix. */
export function htmlText(text: FigureText, index: ReportIndex): string {
  return figureTextParts(text)
    .map((part) => ('figureId' in part ? htmlFigure(part.figureId, index) : escapeHtml(part.prose)))
    .join('');
}

/** A printed figure as a link to its trail. Its class is the letter of its method; the style sheet prints it beside. */
export function htmlFigure(id: string, index: ReportIndex): string {
  return figureLink(id, index, (entry) => ` title="${escapeHtml(entry.label)}"`);
}

/** The text of a table cell: a figure alone needs no name, its row and column say what it is. */
export function htmlCell(text: FigureText, index: ReportIndex): string {
  const [first] = figureTextParts(text.trim());
  return isSingleFigure(text) && first && 'figureId' in first
    ? figureLink(first.figureId, index, () => '')
    : htmlText(text, index);
}

function figureLink(id: string, index: ReportIndex, titleOf: (entry: Figure) => string): string {
  const entry = index.figures.get(id);
  if (!entry) return `<span class="missing">${escapeHtml(index.words.figureMissing(id))}</span>`;
  const { value, aside, known, mark } = printFigure(entry, index.language);
  const note = aside === '' ? '' : ` <i>${escapeHtml(aside)}</i>`;
  return (
    `<a class="f ${known ? mark : 'u'}" href="#${index.anchorOf(id)}"${titleOf(entry)}>` +
    `<span>${escapeHtml(value)}</span>${note}</a>`
  );
}

/** Whether a table cell is one figure and nothing else, so that it belongs in a column of numbers. */
export function isSingleFigure(text: FigureText): boolean {
  const [first, ...rest] = figureTextParts(text.trim());
  return first !== undefined && 'figureId' in first && rest.length === 0;
}
