import { figureTextParts, type Figure, type FigureText } from '@app/kernel';
import { printFigure } from './figure-format';
import { anchorOf, escapeHtml } from './text-escaping';

type Figures = ReadonlyMap<string, Figure>;

/** A text with its figures as links to their entries in the appendix. */
export function htmlText(text: FigureText, figures: Figures): string {
  return figureTextParts(text)
    .map((part) => ('figureId' in part ? htmlFigure(part.figureId, figures) : escapeHtml(part.prose)))
    .join('');
}

/** A printed figure, marked with its method, as a link to its trail. */
export function htmlFigure(id: string, figures: Figures): string {
  const entry = figures.get(id);
  if (!entry) return `<span class="missing">figure ${escapeHtml(id)} is missing</span>`;
  const { value, aside, known, method, mark } = printFigure(entry);
  const note = aside === '' ? '' : ` <span class="aside">${escapeHtml(aside)}</span>`;
  return (
    `<a class="fig ${known ? method : 'unknown'}" href="#${anchorOf('f', id)}" title="${escapeHtml(tooltip(entry))}">` +
    `<span class="val">${escapeHtml(value)}</span>${known ? `<sup aria-label="${method}">${mark}</sup>` : ''}${note}</a>`
  );
}

/** Whether a table cell is one figure and nothing else, so that it belongs in a column of numbers. */
export function isSingleFigure(text: FigureText): boolean {
  const [first, ...rest] = figureTextParts(text.trim());
  return first !== undefined && 'figureId' in first && rest.length === 0;
}

function tooltip(entry: Figure): string {
  const formula = entry.formula === null ? '' : `: ${entry.formula}`;
  return `${entry.label} (${entry.method}${formula})`;
}
