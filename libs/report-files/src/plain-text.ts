// Signs that XML 1.0 has no place for, and those that reorder what is displayed (W3C XML 1.0, 2.2 Characters).
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/**
 * One line of text that any office program can store and show: no control or reordering characters, no half of a
 * surrogate pair. What cannot be stored is replaced by U+FFFD, so that nothing vanishes unseen.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\t\r\n\u0085\u2028\u2029]+/g, ' ')
    .replace(UNPRINTABLE, '\ufffd');
}

/** Text between the tags or in a quoted attribute of an XML document. */
export function escapeXml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The first signs of a text, without cutting a character in two; what is left out is said. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const note = ` … [${text.length}]`;
  return `${text.slice(0, length - note.length).toWellFormed()}${note}`;
}
