import { plainText } from './plain-text';

/** Elements whose content no reader sees. Bounded, so that a page made for it costs no more than another one. */
const HIDDEN =
  /<(script|style|noscript|template|svg|iframe|object|head|title)\b[^>]{0,500}>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const TITLE = /<title\b[^>]{0,200}>([\s\S]{0,500}?)<\/title\s*>/i;
/** A title is at the beginning of a page. */
const TITLE_WITHIN = 64 * 1024;
const TAG = /<[^>]*(?:>|$)/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  pound: '£',
  mdash: '—',
  ndash: '–',
  hellip: '…',
};

/** Title and visible words of a page of HTML: an approximation that never runs or keeps any of its mark-up. */
export function htmlText(html: string, most: number): { readonly title: string; readonly text: string } {
  const bare = html.replace(COMMENT, ' ');
  const title = TITLE.exec(bare.slice(0, TITLE_WITHIN))?.[1] ?? '';
  const body = bare.replace(HIDDEN, ' ').replace(TAG, ' ');
  return { title: plainText(decoded(title), 200), text: plainText(decoded(body), most) };
}

/** Character references once, not over and over: `&amp;lt;` is the text `&lt;`. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, dec, hex, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = dec === undefined ? parseInt(String(hex), 16) : Number(dec);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : ' ';
  });
}
