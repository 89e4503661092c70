import type { Figure } from './figure';

/**
 * Prose that cites figures instead of containing numbers: `Weights need [[sizing.w1.weights]] of memory.`
 * Whoever prints it puts the figure's value and unit in place of the reference.
 */
export type FigureText = string;

const REFERENCE = /\[\[([^[\]\s]+)\]\]/g;

/** The reference to put into a text. */
export function cite(entry: Pick<Figure, 'id'>): string {
  return `[[${entry.id}]]`;
}

/** Ids cited by a text, in order, with repeats. */
export function citedIds(text: FigureText): string[] {
  // Most texts cite nothing, and are asked by the thousand.
  if (!text.includes('[[')) return [];
  return [...text.matchAll(REFERENCE)].map((match) => match[1] as string);
}

/** Replaces each reference by what `print` gives for its id. */
export function renderFigureText(text: FigureText, print: (id: string) => string): string {
  return text.replace(REFERENCE, (_whole, id: string) => print(id));
}

/** The pieces of a text: prose as it is, and cited figure ids, for renderers that mark figures up. */
export function figureTextParts(text: FigureText): Array<{ prose: string } | { figureId: string }> {
  const parts: Array<{ prose: string } | { figureId: string }> = [];
  let from = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > from) parts.push({ prose: text.slice(from, match.index) });
    parts.push({ figureId: match[1] as string });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ prose: text.slice(from) });
  return parts;
}

/** Makes a person's words safe to place in a figure text: they cannot form a reference. */
export function literal(words: string): string {
  return words.replaceAll('[[', '[\u200b[').replaceAll(']]', ']\u200b]');
}
