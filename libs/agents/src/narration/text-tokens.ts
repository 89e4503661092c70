/** A piece of a text as the guard reads it. */
export type TextToken =
  | { readonly kind: 'figure'; readonly id: string; readonly from: number; readonly to: number }
  /** A person's own words, such as a workload's name: one piece, whatever is in it. */
  | { readonly kind: 'own'; readonly text: string; readonly from: number; readonly to: number }
  | WordToken
  /** Punctuation; `ends` where a clause ends with it. */
  | {
      readonly kind: 'mark';
      readonly text: string;
      readonly ends: boolean;
      readonly from: number;
      readonly to: number;
    };

export interface WordToken {
  readonly kind: 'word';
  readonly text: string;
  /** Lower case, without accents, full-width and other letters in disguise as what they look like. */
  readonly norm: string;
  /** The first word of a sentence or after a colon. */
  readonly leads: boolean;
  readonly from: number;
  readonly to: number;
}

const CITATION = /\[\[[^[\]\s]+\]\]/u;
const ABBREVIATION = /(?:Art|No|Nr|Sec|vs|approx|incl|cf|e\.g|i\.e)\./u;
/** A dot, an apostrophe or a hyphen inside a word belongs to it; before a space it is punctuation. */
const WORD = /[^\s,;:!?()"“”«»/–—…[\].]+(?:\.[^\s,;:!?()"“”«»/–—…[\].]+)*/u;
const MARK = /[,;:!?()"“”«»/–—….[\]]/u;
const ENDS = new Set(['.', '!', '?', ';', ':', '—', '…']);

/** Splits a text into words, citations, the given own words and punctuation. */
export function tokensOf(text: string, ownWords: readonly string[] = []): TextToken[] {
  const tokens: TextToken[] = [];
  let leads = true;
  for (const match of text.matchAll(patternFor(ownWords))) {
    const [whole] = match;
    const place = { from: match.index, to: match.index + whole.length };
    const { figure, own, word } = match.groups as Record<string, string | undefined>;
    if (figure !== undefined) tokens.push({ kind: 'figure', id: figure.slice(2, -2), ...place });
    else if (own !== undefined) tokens.push({ kind: 'own', text: own, ...place });
    else if (word !== undefined)
      tokens.push({ kind: 'word', text: word, norm: normalised(word), leads, ...place });
    else tokens.push({ kind: 'mark', text: whole, ends: ENDS.has(whole), ...place });
    leads =
      word === undefined && figure === undefined && own === undefined ? ENDS.has(whole) || leads : false;
  }
  return tokens;
}

function patternFor(ownWords: readonly string[]): RegExp {
  return new RegExp(
    `(?<figure>${CITATION.source})|(?<own>${wholeWords(ownWords)})|(?<word>${ABBREVIATION.source}|${WORD.source})|${MARK.source}`,
    'gu',
  );
}

/** The source of a pattern for these words where they are no part of a longer one, the longest first. */
export function wholeWords(words: readonly string[]): string {
  const names = [...new Set(words)].sort((a, b) => b.length - a.length).map(escaped);
  return names.length === 0 ? '(?!)' : `(?<![\\p{L}\\p{N}])(?:${names.join('|')})(?![\\p{L}\\p{N}])`;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Letters in disguise as what they look like: `ｔｗｏ`, `𝐭𝐰𝐨` and `twö` are `two`. */
export function normalised(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'");
}

/** The words of a text, without citations and own words. */
export function wordsOf(tokens: readonly TextToken[]): WordToken[] {
  return tokens.filter((token) => token.kind === 'word');
}

/** A word without the ending that grammar gives it, so that `replica` and `replicas` are one. */
export function stemOf(norm: string): string {
  return norm.replace(/'s$/, '').replace(/(?:ies|es|ed|ing|ly|s|e|y)$/, '');
}

const FUNCTION_WORDS = new Set(
  `a an the this that these those it its they them their there here of in on at to for by from with into onto over under
  per as than then so if and or nor but is are was were be been being will would can could may might must shall should
  has have had do does did not no which who whom whose what when while where about against between during through up
  out also each`.split(/\s+/),
);

/** Words that hold a sentence together and name nothing. */
export function isFunctionWord(norm: string): boolean {
  return FUNCTION_WORDS.has(norm);
}
