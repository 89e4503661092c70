import { AppError } from '@app/kernel';
import type { Document, Node, YAMLMap } from 'yaml';
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { nestedTooDeep } from './input-guard';

/** Reading YAML costs a hundred times what reading JSON does, and stops everything else meanwhile. */
export const YAML_LIMIT_BYTES = 131_072;
/** More references than a person writes; fewer than it takes to blow a document up. */
const MOST_ALIASES = 100;

interface Mistake {
  readonly offset: number;
  readonly message: string;
}

/**
 * Reads one YAML 1.2 document of plain values: no tags, no repeated keys, few aliases.
 * @throws request.too-large above {@link YAML_LIMIT_BYTES}
 * @throws request.too-complex when it is nested too deep to be read
 * @throws request.bad-yaml with the line of the first mistake
 */
export function parseYaml(text: string): unknown {
  if (Buffer.byteLength(text) > YAML_LIMIT_BYTES) throw tooLarge();
  const lines = new LineCounter();
  const document = shallow(() =>
    // The parser compares every key with all before it: here they are looked up instead, below.
    parseDocument(text, { schema: 'core', uniqueKeys: false, lineCounter: lines, prettyErrors: false }),
  );
  const mistake = mistakeOf(document);
  if (mistake) {
    const { line, col } = lines.linePos(mistake.offset);
    throw badYaml(`The YAML is wrong at line ${line}, column ${col}: ${mistake.message}`);
  }
  try {
    return shallow(() => document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const message = 'The YAML refers to a part that is not there, or to its parts too often: write them out.';
    throw badYaml(message, cause);
  }
}

/** What goes down once a level ends with the stack when there are too many. */
function shallow<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof RangeError ? nestedTooDeep(cause) : cause;
  }
}

function mistakeOf(document: Document.Parsed): Mistake | undefined {
  // A tag that YAML's core does not know is a warning there; here it asks for something that is not done.
  const [first] = [...document.errors, ...document.warnings];
  if (first?.code === 'RESOURCE_EXHAUSTION') throw nestedTooDeep(first);
  if (!first) return badKey(document.contents);
  const message =
    first.code === 'MULTIPLE_DOCS' ? 'a body is one document; this one begins another here' : first.message;
  return { offset: first.pos[0], message };
}

/** The first key that is there twice, or that is no plain value and so could name no field. */
function badKey(contents: Node | null): Mistake | undefined {
  const open: unknown[] = [contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isSeq(node)) for (const item of node.items.toReversed()) open.push(item);
    if (!isMap(node)) continue;
    const mistake = badKeyIn(node);
    if (mistake) return mistake;
    for (const { value } of node.items.toReversed()) open.push(value);
  }
  return undefined;
}

function badKeyIn(map: YAMLMap): Mistake | undefined {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) return { offset: offsetOf(key, map), message: 'a key must be a plain text' };
    // As texts, which all names of fields are in the end: 1 and "1" are one field.
    const name = String((key.value as string | number | bigint | boolean | null) ?? '');
    if (seen.has(name)) return { offset: offsetOf(key, map), message: 'Map keys must be unique' };
    seen.add(name);
  }
  return undefined;
}

function offsetOf(key: unknown, map: YAMLMap): number {
  const range = isScalar(key) || isAlias(key) || isMap(key) || isSeq(key) ? key.range : null;
  return (range ?? map.range ?? [0])[0];
}

function tooLarge(): AppError {
  const message = `The body is too large: YAML up to ${YAML_LIMIT_BYTES} bytes; send larger ones as JSON.`;
  return new AppError({ kind: 'too-large', code: 'request.too-large', message });
}

function badYaml(message: string, cause?: unknown): AppError {
  const problems = [{ pointer: '', detail: message }];
  return new AppError({ kind: 'invalid', code: 'request.bad-yaml', message, problems, cause });
}
