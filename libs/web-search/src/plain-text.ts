/** Control characters, marks that turn the direction of text, and characters without a width. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A stranger's words as one line of visible characters, shortened; words are kept whole where possible. */
export function plainText(words: string, most: number): string {
  const line = words.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  const end = cut.lastIndexOf(' ');
  const whole = end > most / 2 ? cut.slice(0, end) : cut;
  // A character of two units is not to be torn.
  return `${whole.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
