import { unescaped } from './printed-numbers';

/** A cell of a workbook as a program shows it. */
export interface ShownCell {
  readonly sheet: string;
  /** `B7` */
  readonly ref: string;
  /** What is stored: a number, or a text. */
  readonly value: string | number;
  /** The number as its format writes it, in English. */
  readonly shown: string;
  /** `'Figures'!A12`: where a click on it leads. */
  readonly link: string | null;
}

type Files = Readonly<Record<string, Uint8Array>>;

const utf8 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');
const attribute = (markup: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(markup)?.[1];

/** Every cell with something in it, read from the parts of a workbook (ECMA-376, 18.3 and 18.8). */
export function shownCells(files: Files): ShownCell[] {
  const strings = [...utf8(files['xl/sharedStrings.xml']).matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, item = '']) => unescaped(item.replace(/<[^>]*>/g, '')),
  );
  const formats = formatsOf(utf8(files['xl/styles.xml']));
  const relations = new Map(
    [...utf8(files['xl/_rels/workbook.xml.rels']).matchAll(/<Relationship [^>]*>/g)].map(([one]) => [
      attribute(one, 'Id'),
      attribute(one, 'Target')?.replace(/^\/xl\//, ''),
    ]),
  );
  const sheets = utf8(files['xl/workbook.xml']).matchAll(/<sheet [^>]*>/g);
  return [...sheets].flatMap(([one]) => {
    const sheet = unescaped(attribute(one, 'name') ?? '');
    const xml = utf8(files[`xl/${relations.get(attribute(one, 'r:id'))}`]);
    const links = new Map(
      [...xml.matchAll(/<hyperlink [^>]*>/g)].map(([link]) => [
        attribute(link, 'ref'),
        unescaped(attribute(link, 'location') ?? ''),
      ]),
    );
    return [...xml.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].flatMap(
      ([, head = '', content = '']): ShownCell[] => {
        const stored = /<v>([^<]*)<\/v>/.exec(content)?.[1];
        if (stored === undefined) return [];
        const ref = attribute(` ${head}`, 'r') ?? '';
        const isText = attribute(` ${head}`, 't') === 's';
        const value = isText ? (strings[Number(stored)] ?? '') : Number(stored);
        const format = formats[Number(attribute(` ${head}`, 's') ?? 0)] ?? 'General';
        const shown = typeof value === 'string' ? value : inFormat(value, format);
        return [{ sheet, ref, value, shown, link: links.get(ref) ?? null }];
      },
    );
  });
}

function formatsOf(styles: string): string[] {
  const own = new Map(
    [...styles.matchAll(/<numFmt [^>]*>/g)].map(([one]) => [
      attribute(one, 'numFmtId'),
      unescaped(attribute(one, 'formatCode') ?? ''),
    ]),
  );
  const cells = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? '';
  return [...cells.matchAll(/<xf [^>]*>/g)].map(([one]) => own.get(attribute(one, 'numFmtId')) ?? 'General');
}

/** The formats that a report has: words in quotes around digits, with thousands apart, or scientific. */
function inFormat(value: number, format: string): string {
  if (format === 'General') return String(value);
  const bare = format.replace(/"([^"]*)"/g, '');
  const places = /\.(0+)/.exec(bare)?.[1]?.length ?? 0;
  const number = bare.includes('E')
    ? value.toExponential(places).replace(/e([+-])(\d)$/, 'E$10$2')
    : new Intl.NumberFormat('en-US', {
        minimumFractionDigits: places,
        maximumFractionDigits: places,
        useGrouping: bare.includes(','),
      }).format(value);
  const [before = '', after = ''] = format.split(/[#0][#0,.E+]*/);
  return before.replaceAll('"', '') + number + after.replaceAll('"', '');
}

/** Records of RFC 4180. */
export function csvRecords(text: string): string[][] {
  return text
    .replace('\ufeff', '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
        quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
}
