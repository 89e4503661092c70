import { brandingRefused } from './branding.errors';
import { ATTRIBUTES, DROPPED_ELEMENTS, ELEMENTS } from './svg-vocabulary';

const MAX_ELEMENTS = 5_000;
const MAX_DEPTH = 64;

/** A tag, a text between tags, or what is neither and is left out: comments and the XML declaration. */
const TOKEN =
  /<!--[\s\S]*?-->|<\?xml[\s\S]*?\?>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>|([^<]+)/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const ENTITY = /&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z]+);?|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads an SVG drawing by an allow-list and writes it anew from what was understood: shapes, gradients, clips and
 * texts. No script, no style sheet, no picture or address from elsewhere can be in what it gives back.
 *
 * @throws branding.refused naming the first thing that a logo may not have
 */
export function cleanSvg(text: string): string {
  const open: string[] = [];
  let written = '';
  let skipped = 0;
  let count = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (!token) throw refused(`it is not well-formed XML at character ${at + 1}`);
    const [, closing, name, attributes = '', empty, words] = token;
    if (words !== undefined) {
      if (open.length === 0 && words.trim() !== '' && words.trim() !== '\ufeff')
        throw refused('text stands outside its <svg>');
      if (skipped === 0 && open.length > 0) written += escapeXml(decode(words));
      continue;
    }
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.pop() !== name) throw refused(`</${name}> closes nothing that is open`);
      if (skipped > 0) skipped -= 1;
      else written += `</${name}>`;
      continue;
    }
    if (++count > MAX_ELEMENTS || open.length >= MAX_DEPTH) {
      throw refused(`it has more than ${MAX_ELEMENTS} elements, or more than ${MAX_DEPTH} in one another`);
    }
    if (open.length === 0 && (name !== 'svg' || written !== ''))
      throw refused('its one outermost element must be <svg>');
    const isDropped = skipped > 0 || name.includes(':') || DROPPED_ELEMENTS.has(name);
    if (!isDropped && !ELEMENTS.has(name)) throw refused(`<${name}> is not allowed in a logo`);
    if (!isDropped) written += `<${name}${cleanAttributes(name, attributes)}${empty === '/' ? '/>' : '>'}`;
    if (empty === '/') continue;
    open.push(name);
    if (isDropped) skipped += 1;
  }
  if (open.length > 0 || written === '') throw refused('it ends before its <svg> does');
  return written;
}

function cleanAttributes(element: string, text: string): string {
  const kept = new Map<string, string>(element === 'svg' ? [['xmlns', 'http://www.w3.org/2000/svg']] : []);
  ATTRIBUTE.lastIndex = 0;
  const source = text.trimEnd();
  while (ATTRIBUTE.lastIndex < source.length) {
    const found = ATTRIBUTE.exec(source);
    if (!found) throw refused(`the attributes of <${element}> are not well-formed`);
    const [, name = '', double, single] = found;
    const value = decode(double ?? single ?? '');
    if (/^on/i.test(name)) throw refused(`${name} is not allowed: a logo runs nothing`);
    if (name === 'style') for (const [key, one] of declarations(value)) keep(kept, key, one);
    else keep(kept, name, value);
  }
  return [...kept].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
}

function keep(kept: Map<string, string>, name: string, value: string): void {
  if (name === 'href' || name === 'xlink:href') {
    if (!/^#[\w.-]+$/.test(value))
      throw refused('a reference must be to a part of the drawing itself, such as "#a"');
    kept.set('href', value);
    return;
  }
  if (!ATTRIBUTES.has(name)) return;
  const withoutOwn = value.replace(/url\(\s*(["']?)#[\w.-]+\1\s*\)/gi, '');
  if (/url\s*\(|[a-z]+\s*:\s*\/\/|@import|javascript\s*:|data\s*:|expression|\\/i.test(withoutOwn)) {
    throw refused(`${name} refers to something outside the drawing`);
  }
  kept.set(name, value);
}

/** `fill:red;stroke:#000` as attributes: a strict page applies no inline style. */
function declarations(style: string): Array<readonly [string, string]> {
  return style
    .split(';')
    .map((rule) => rule.split(/:(.*)/s))
    .filter(([name = '', value]) => name.trim() !== '' && value !== undefined)
    .map(([name = '', value = '']) => [name.trim(), value.trim()] as const);
}

function decode(text: string): string {
  return text.replace(ENTITY, (whole, name: string | undefined) => {
    if (name === undefined || !whole.endsWith(';')) throw refused('an & must begin an entity such as &amp;');
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const sign = name.startsWith('#')
      ? code <= 0x10ffff
        ? String.fromCodePoint(code)
        : undefined
      : NAMED[name];
    if (sign === undefined) throw refused(`the entity ${whole} is not known`);
    return sign;
  });
}

function escapeXml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] as string,
  );
}

function refused(problem: string) {
  return brandingRefused('/logo/data', `the SVG logo is refused: ${problem}.`);
}
