// Control characters, those that reorder what is displayed, separators of lines, and tags that nobody sees.
const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** One line of visible text: control and reordering characters cannot hide or disguise anything. */
function visible(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(INVISIBLE, '\ufffd');
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (sign) => HTML_ENTITIES[sign] as string);
}

/** Text for anywhere in a Markdown line: it forms no mark-up, link, cell boundary, HTML or formula. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>|~$]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}\\.`);
}

/** The same for text that begins a Markdown block, where more signs have a meaning. */
export function escapeMarkdownBlock(text: string): string {
  return escapeMarkdown(text.trimStart())
    .replace(/^([#+=-])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** Text in a Markdown code span (not in a table, where a bar ends the cell), fenced by more backticks than it contains. */
export function markdownCode(text: string): string {
  const words = visible(text);
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = words.startsWith('`') || words.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${words}${pad}${fence}`;
}

/** An address that may be linked: http or https only, normalised; otherwise null. */
export function linkableUrl(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

/** A fragment identifier that differs for different ids and holds only letters, digits, `.`, `-` and `_`. */
export function anchorOf(prefix: string, id: string): string {
  const safe = id.replace(/[^A-Za-z0-9.-]/gu, (sign) => `_${(sign.codePointAt(0) as number).toString(16)}_`);
  return `${prefix}-${safe}`;
}
