import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { badFile, unreadableFile } from './input-file.errors';
import { PointerMap } from './pointer-map';

/** What the API accepts in one request, unless it is configured otherwise. */
const LARGEST_BYTES = 1_048_576;
const MOST_ALIASES = 100;

/** An assessment as a person wrote it. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  readonly contentType: 'application/json' | 'application/yaml';
  /** Where each part of it stands, for messages. */
  readonly pointers: PointerMap;
}

/**
 * Reads a YAML or JSON file and checks that it is one.
 * @throws file.unreadable, file.too-large, file.empty, file.bad-syntax with line and column
 */
export async function readInputFile(path: string): Promise<InputFile> {
  const text = await readText(path);
  const json = extname(path).toLowerCase() === '.json' || text.trimStart().startsWith('{');
  if (text.trim() === '')
    throw badFile('file.empty', `${path} is empty. See examples/ for what it may hold.`);
  const lines = new LineCounter();
  // JSON is YAML 1.2: one parser knows the places in both. What is sent is the text as it is.
  const document = parseDocument(text, { schema: 'core', lineCounter: lines, prettyErrors: false });
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) {
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw badFile('file.bad-syntax', `${path}:${line}:${col} ${firstLine(mistake.message)}`);
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
      `${path} does not hold an assessment: expected fields such as name and workloads.`,
    );
  }
  const contentType = json ? 'application/json' : 'application/yaml';
  return { path, text, contentType, pointers: new PointerMap(document, lines) };
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > LARGEST_BYTES) {
      throw badFile(
        'file.too-large',
        `${path} has ${size} bytes; an assessment has at most ${LARGEST_BYTES}.`,
      );
    }
    bytes = await readFile(path);
  } catch (error) {
    throw unreadableFile(path, error);
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
    throw badFile('file.bad-syntax', `${path} is not valid JSON: ${why}`);
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
