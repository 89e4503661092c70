import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { LineCounter, parseDocument } from 'yaml';
import { badFile, unreadableFile } from './input-file.errors';
import { PointerMap } from './pointer-map';
import { readBounded } from './read-bounded';

/** What the API accepts in one request, unless it is configured otherwise. */
const LARGEST_BYTES = 1_048_576;
const MOST_ALIASES = 100;

/** The path that stands for standard input, and how messages call that. */
export const STANDARD_INPUT = '-';
const STANDARD_INPUT_NAME = '<stdin>';

/** An assessment, or another input, as a person wrote it. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  readonly contentType: 'application/json' | 'application/yaml';
  /** Where each part of it stands, for messages. */
  readonly pointers: PointerMap;
}

/**
 * Reads a YAML or JSON file, or `input` for the path `-`, and checks that it is one.
 * @throws file.unreadable, file.too-large, file.empty, file.bad-syntax with line and column
 */
export async function readInputFile(
  given: string,
  input: Readable,
  holds = { what: 'an assessment', fields: 'name and workloads' },
): Promise<InputFile> {
  const fromInput = given === STANDARD_INPUT;
  const path = fromInput ? STANDARD_INPUT_NAME : given;
  const text = await readText(path, fromInput ? input : createReadStream(given));
  const json = extname(path).toLowerCase() === '.json' || text.trimStart().startsWith('{');
  if (text.trim() === '')
    throw badFile('file.empty', `${path} is empty. See examples/ for what it may hold.`);
  const lines = new LineCounter();
  // JSON is YAML 1.2: one parser knows the places in both. What is sent is the text as it is.
  const document = parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false });
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) {
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw badFile('file.bad-syntax', `${path}:${line}:${col} ${firstLine(mistake.message)}`, {
      line,
      column: col,
    });
  }
  if (json) requireJson(path, text);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    throw badFile('file.bad-syntax', `${path} refers to its own parts too often: write them out.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badFile(
      'file.bad-syntax',
      `${path} does not hold ${holds.what}: expected fields such as ${holds.fields}.`,
    );
  }
  const contentType = json ? 'application/json' : 'application/yaml';
  return { path, text, contentType, pointers: new PointerMap(document, lines) };
}

async function readText(path: string, stream: Readable): Promise<string> {
  let bytes: Buffer | null;
  try {
    // Piece by piece: a device or a pipe may have no end.
    bytes = await readBounded(stream, LARGEST_BYTES);
  } catch (error) {
    throw unreadableFile(path, error);
  }
  if (bytes === null) {
    throw badFile(
      'file.too-large',
      `${path} is too large: an assessment has at most ${LARGEST_BYTES} bytes.`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badFile('file.bad-syntax', `${path} is not UTF-8 text.`);
  }
}

function requireJson(path: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const [, line, column] = /line (\d+) column (\d+)/.exec(why) ?? [];
    const place = line === undefined ? null : { line: Number(line), column: Number(column) };
    throw badFile('file.bad-syntax', `${path} is not valid JSON: ${why}`, place);
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
