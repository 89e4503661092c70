import { literal } from '@app/kernel';
import { plainText } from '@app/web-search';

/** Words that a report takes for a value that was never put in. */
const LOOKS_UNFILLED = /\b(?:undefined|NaN)\b/g;
const BRACKETS: Readonly<Record<string, string>> = { '[': '(', ']': ')', '{': '(', '}': ')' };

/** A stranger's words for a report: one line, short, and nothing that a report or a citation would read as its own. */
export function quotableText(words: string, most = 120): string {
  const tame = words.replace(LOOKS_UNFILLED, '').replace(/[[\]{}]/g, (sign) => BRACKETS[sign] ?? '');
  return literal(plainText(tame, most));
}

/** An address as a report may show it, or null where it could be misread. */
export function quotableUrl(url: string): string | null {
  if (!/^https?:\/\//.test(url) || url.length > 300) return null;
  LOOKS_UNFILLED.lastIndex = 0;
  if (LOOKS_UNFILLED.test(url)) return null;
  return url.replace(/[[\]{}|\\^`<>"' ]/g, (sign) => encodeURIComponent(sign));
}
