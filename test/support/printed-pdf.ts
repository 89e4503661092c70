import { inflateSync } from 'node:zlib';

/** Words that stand together on a page, with the place at which they begin: points from the lower left corner. */
export interface PrintedWords {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** What they are in the structure of the file: `TD`, `P`, `Artifact`. */
  readonly tag: string;
  /** Counts the marked pieces of the file: the words of one table cell have the same. */
  readonly piece: number;
}

/** A link within the file: where it leads, and the words under it. */
export interface PrintedLink {
  readonly page: number;
  readonly target: string;
  readonly text: string;
}

export interface PrintedPdf {
  readonly words: readonly PrintedWords[];
  readonly links: readonly PrintedLink[];
}

type Matrix = readonly [number, number, number, number, number, number];
type Alphabet = ReadonlyMap<string, string>;

const OBJECT = /(\d+) 0 obj\n([^]*?)\nendobj/g;
const RIGHT_WAY_UP: Matrix = [1, 0, 0, 1, 0, 0];

/**
 * Reads a PDF of ours as a program does that shows it: pages, streams, fonts with their tables of signs, and links. It
 * takes the files of the library that writes them, not any PDF.
 */
export function printedPdf(bytes: Uint8Array): PrintedPdf {
  const file = Buffer.from(bytes).toString('latin1');
  const objects = new Map([...file.matchAll(OBJECT)].map(([, id = '', body = '']) => [id, body] as const));
  const alphabets = new Map<string, Alphabet>();
  const words: PrintedWords[] = [];
  const links: PrintedLink[] = [];
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body));
  pages.forEach((body, page) => {
    const fonts = fontsOf(body, objects, alphabets);
    const content = streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? '') ?? '');
    const onPage = wordsOf(content, fonts, page, words.at(-1)?.piece ?? 0);
    words.push(...onPage);
    links.push(...linksOf(body, objects, onPage).map((link) => ({ page, ...link })));
  });
  return { words, links };
}

function streamOf(object: string): string {
  const data = /stream\n([^]*)\nendstream/.exec(object)?.[1] ?? '';
  return /\/FlateDecode/.test(object) ? inflateSync(Buffer.from(data, 'latin1')).toString('latin1') : data;
}

/** An entry of a dictionary that is a dictionary itself, in place or by reference. */
function dictionary(body: string, name: string, objects: ReadonlyMap<string, string>): string {
  const reference = new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1];
  if (reference !== undefined) return objects.get(reference) ?? '';
  return new RegExp(`/${name} <<([^]*?)>>`).exec(body)?.[1] ?? '';
}

function fontsOf(
  page: string,
  objects: ReadonlyMap<string, string>,
  alphabets: Map<string, Alphabet>,
): ReadonlyMap<string, Alphabet> {
  const fonts = dictionary(dictionary(page, 'Resources', objects) || page, 'Font', objects);
  return new Map(
    [...fonts.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const known = alphabets.get(id) ?? alphabetOf(objects.get(id) ?? '', objects);
      alphabets.set(id, known);
      return [name, known] as const;
    }),
  );
}

/** The signs that each code of a font stands for (ISO 32000-1, 9.10.3 ToUnicode CMaps). */
function alphabetOf(font: string, objects: ReadonlyMap<string, string>): Alphabet {
  const table = streamOf(objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? '') ?? '');
  const signs = new Map<string, string>();
  for (const [, lines = ''] of table.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, from = '', list = ''] of lines.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
      [...list.matchAll(/<([\w ]*)>/g)].forEach(([, code = ''], at) => {
        signs.set(hex(parseInt(from, 16) + at), fromUtf16(code));
      });
    }
  }
  return signs;
}

const hex = (code: number) => code.toString(16).padStart(4, '0');
const fromUtf16 = (code: string) => Buffer.from(code.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');

interface Pen {
  readonly matrix: Matrix;
  readonly alphabet: Alphabet;
}

/** Runs the operators of a page that place text (ISO 32000-1, 9.4); all others draw no words. */
function wordsOf(
  content: string,
  fonts: ReadonlyMap<string, Alphabet>,
  page: number,
  lastPiece: number,
): PrintedWords[] {
  const words: PrintedWords[] = [];
  const saved: Pen[] = [];
  let pen: Pen = { matrix: RIGHT_WAY_UP, alphabet: new Map() };
  let line: Matrix = RIGHT_WAY_UP;
  let [tag, piece] = ['', lastPiece];
  let operands: string[] = [];
  for (const [token] of content.matchAll(/\[[^\]]*\]|<<[^]*?>>|<[^>]*>|\((?:\\.|[^\\)])*\)|[^\s[\]<>()]+/g)) {
    if (!/^(?:[A-Za-z'"]+\*?)$/.test(token)) {
      operands.push(token);
      continue;
    }
    const numbers = operands.map(Number) as unknown as Matrix;
    switch (token) {
      case 'q':
        saved.push(pen);
        break;
      case 'Q':
        pen = saved.pop() ?? pen;
        break;
      case 'cm':
        pen = { ...pen, matrix: product(numbers, pen.matrix) };
        break;
      case 'BDC':
      case 'BMC':
        [tag, piece] = [(operands[0] ?? '').slice(1), piece + 1];
        break;
      case 'Tf':
        pen = { ...pen, alphabet: fonts.get((operands[0] ?? '').slice(1)) ?? new Map() };
        break;
      case 'Tm':
        line = numbers;
        break;
      case 'TJ':
      case 'Tj': {
        const [, , , , x, y] = product(line, pen.matrix);
        words.push({ page, x, y, tag, piece, text: signsOf(operands.join(''), pen.alphabet) });
        break;
      }
    }
    operands = [];
  }
  return words;
}

/** The second is applied after the first. */
function product([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

function signsOf(shown: string, alphabet: Alphabet): string {
  const codes = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, digits = '']) => digits.match(/.{4}/g) ?? []);
  return codes.map((code) => alphabet.get(code) ?? '\ufffd').join('');
}

function linksOf(
  page: string,
  objects: ReadonlyMap<string, string>,
  words: readonly PrintedWords[],
): Array<Omit<PrintedLink, 'page'>> {
  const ids = /\/Annots \[([^\]]*)\]/.exec(page)?.[1]?.match(/\d+(?= 0 R)/g) ?? [];
  return ids.flatMap((id) => {
    const annotation = objects.get(id) ?? '';
    const action = objects.get(/\/A (\d+) 0 R/.exec(annotation)?.[1] ?? '') ?? annotation;
    const target = /\/(?:D|Dest) \(([^)]*)\)/.exec(action)?.[1];
    const area = /\/Rect \[([^\]]*)\]/.exec(annotation)?.[1]?.split(' ').map(Number) ?? [];
    const [left = 0, low = 0, right = 0, high = 0] = area;
    if (target === undefined) return [];
    const under = words.filter(
      ({ x, y }) => x >= left - 0.1 && x < right - 0.1 && y > Math.min(low, high) && y < Math.max(low, high),
    );
    return [{ target, text: under.map(({ text }) => text).join('') }];
  });
}
