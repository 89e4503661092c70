import { hasGlyph } from './pdf-printer';

// Control characters, marks of writing direction, and the parts of joined signs that are nothing by themselves.
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/gu;
const CONTROLS = /\p{Cc}/gu;
/** What the font lacks, in signs that it has. */
const ALIKE: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '⇒': '=>',
  '✓': 'yes',
  '✗': 'no',
  '\u202f': '\u00a0',
  '⌈': 'ceil(',
  '⌉': ')',
  '⌊': 'floor(',
  '⌋': ')',
  '∈': 'in',
};
const MISSING = '\ufffd';
/** A word is broken after this many signs where it does not fit; the layout would try each length otherwise. */
const LONGEST_WORD = 40;
const LONG_WORD = new RegExp(`\\S{${LONGEST_WORD}}(?=\\S)`, 'gu');
const PLAIN = /^[\x20-\x7e\u00a0-\u024f]*$/;

/** Words in the signs of the font: what it lacks is written otherwise, or as the sign for a missing one. */
export function drawable(words: string): string {
  if (PLAIN.test(words)) return words;
  const clean = words
    .toWellFormed()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/[\t\r\n]+/g, ' ');
  return [...clean.replace(CONTROLS, MISSING)]
    .map((sign) => (hasGlyph(sign.codePointAt(0) as number) ? sign : (ALIKE[sign] ?? MISSING)))
    .join('');
}

// Of a text as JSON, where controls and lone halves of signs are written out.
const BEYOND_LATIN = /[^\x20-\x7e\u00a0-\u024f]/gu;

/** Whether a document has signs that the font has not, nor anything alike: they are printed as the sign for a missing one. */
export function lacksSigns(document: object): boolean {
  const signs = new Set(JSON.stringify(document).match(BEYOND_LATIN));
  return [...signs].some((sign) => sign !== MISSING && drawable(sign).includes(MISSING));
}

/** Words as `drawable` gives them, for running text, in which a very long word may be broken anywhere. */
export function printable(words: string): string {
  const signs = drawable(words);
  return signs.length > LONGEST_WORD ? signs.replace(LONG_WORD, '$&\u200b') : signs;
}
