import { AppError } from '@app/kernel';
import type { FastifyInstance } from 'fastify';
import { LineCounter, parseDocument } from 'yaml';
import { refuseUnsafeDocument } from './input-guard';

const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];
/** More references than a person writes; fewer than it takes to blow a document up. */
const MOST_ALIASES = 100;

/** Makes JSON and YAML the only bodies that are read; everything else is an unsupported media type. */
export function readJsonAndYaml(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    finish(() => parseJson(body.toString()), done),
  );
  for (const type of YAML_TYPES) {
    fastify.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) =>
      finish(() => parseYaml(body.toString()), done),
    );
  }
}

/** @throws request.bad-json */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where = cause instanceof SyntaxError ? ` ${cause.message}.` : '';
    throw unreadable('request.bad-json', `The body is not valid JSON.${where}`, cause);
  }
}

/**
 * Reads one YAML 1.2 document of plain values: no tags, no repeated keys, few aliases.
 * @throws request.bad-yaml with the line of the first mistake
 */
export function parseYaml(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'core',
    uniqueKeys: true,
    lineCounter: lines,
    prettyErrors: false,
  });
  // A tag that YAML's core does not know is a warning there; here it asks for something that is not done.
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) {
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw unreadable(
      'request.bad-yaml',
      `The YAML is wrong at line ${line}, column ${col}: ${mistake.message}`,
      mistake,
    );
  }
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  } catch (cause) {
    throw unreadable(
      'request.bad-yaml',
      'The YAML refers to a part that is not there, or to its parts too often: write them out.',
      cause,
    );
  }
}

function finish(parse: () => unknown, done: (error: Error | null, body?: unknown) => void): void {
  try {
    const body = parse();
    refuseUnsafeDocument(body);
    done(null, body);
  } catch (error) {
    done(error as Error);
  }
}

function unreadable(code: string, message: string, cause: unknown): AppError {
  return new AppError({
    kind: 'invalid',
    code,
    message,
    problems: [{ pointer: '', detail: message }],
    cause,
  });
}
