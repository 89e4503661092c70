import { wholeWords } from './text-tokens';

/** What must not stand in a text, and how to say so. Texts are printed in HTML and Markdown, and read by people. */
const REFUSED: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\r\n\t\u2028\u2029]/u, 'has line breaks or tabs: write one line'],
  [/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u115f\u1160\u3164\uffa0\u2800]/u, 'has control or invisible characters'],
  [/\p{M}/u, 'has combining marks: write plain letters'],
  [/[\p{So}\p{Extended_Pictographic}]/u, 'has a picture or a sign: write plain words'],
  [/<\s*[\p{L}!?/]/u, 'has an HTML tag'],
  [/&(?:#\w+|\w+);/u, 'has an HTML entity'],
  [/\]\(|!\[|\*\*|`|~~|^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s|\|/u, 'has Markdown'],
  [/[\p{L}][\p{L}\p{N}+.-]*:\/\/|\b(?:www\.|mailto:|javascript:|data:|tel:)/iu, 'has a link'],
  [/@/u, 'has an address'],
  [
    /(?<![\p{L}\p{N}.-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?![\p{L}\p{N}.-])/u,
    'has the name of a site',
  ],
  [/[{}]|\$\{|\[object|\bundefined\b|\bNaN\b/u, 'has what reads like a placeholder'],
  [/[[\]［］⟦⟧【】〚〛]/u, 'has brackets that are no citation: cite as [[id]]'],
  [
    /(?<![\p{L}\p{N}])\p{L}(?:[\s._*·-]\p{L}){2,}(?![\p{L}\p{N}])/u,
    'has a word that is spelled in single letters',
  ],
];

const CITATION = /\[\[[^[\]\s]+\]\]/gu;
/** Stands for a citation, so that what is left and right of it does not grow together. */
const GAP = ' · ';
/**
 * Stands for a known piece: letters, for what is around them must be as suspicious as around any other word (a workload
 * may be called `img`, and `<img src=x>` is a tag all the same), and two, for one is a word spelled in single letters.
 */
const A_WORD = 'xx';

/**
 * What makes a text more than plain words. `known` are pieces that may be in it as they are, as whole words: a person's
 * own words, and tokens of the computed text.
 */
export function unplain(text: string, known: readonly string[]): string[] {
  const pieces = new RegExp(wholeWords(known.filter((piece) => piece !== '')), 'gu');
  const bare = text.normalize('NFC').replace(CITATION, GAP).replace(pieces, A_WORD);
  return REFUSED.filter(([pattern]) => pattern.test(bare)).map(([, fault]) => fault);
}
