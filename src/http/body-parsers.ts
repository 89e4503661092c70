import { AppError } from '@app/kernel';
import type { FastifyInstance } from 'fastify';
import { nestedTooDeep, refuseUnsafeDocument } from './input-guard';
import { parseYaml } from './yaml-body';

const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];
/** Some editors begin every file with it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Configuration of a route whose body is a file: it gets the bytes as they come, and bounds them itself. */
export const TAKES_BYTES = { takesBytes: true } as const;

/**
 * Makes JSON and YAML, as they are, the only bodies that are read, and bytes where a route takes them; all else is an
 * unsupported media type.
 */
export function readJsonAndYaml(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addHook('preParsing', ({ headers }, _reply, _payload, done) =>
    done(encodingRefusal(headers['content-encoding'])),
  );
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    finish(() => parseJson(body.toString()), done),
  );
  fastify.addContentTypeParser('application/octet-stream', ({ routeOptions }, payload, done) => {
    const { takesBytes } = routeOptions.config as { readonly takesBytes?: boolean };
    if (takesBytes === true) done(null, payload);
    else done(noBytesHere());
  });
  for (const type of YAML_TYPES) {
    fastify.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) =>
      finish(() => parseYaml(body.toString()), done),
    );
  }
}

/**
 * @throws request.bad-json
 * @throws request.too-complex when it is nested too deep to be read
 */
export function parseJson(text: string): unknown {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (json.trim() === '') return undefined;
  try {
    return JSON.parse(json);
  } catch (cause) {
    if (cause instanceof RangeError) throw nestedTooDeep(cause);
    const where = cause instanceof SyntaxError ? ` ${cause.message}.` : '';
    const message = `The body is not valid JSON.${where}`;
    const problems = [{ pointer: '', detail: message }];
    throw new AppError({ kind: 'invalid', code: 'request.bad-json', message, problems, cause });
  }
}

function noBytesHere(): AppError {
  return new AppError({
    kind: 'unsupported-media-type',
    code: 'request.unsupported-media-type',
    message: 'Send the body as application/json or application/yaml, and name it in Content-Type.',
  });
}

/** What was compressed would have to be unpacked before anybody could know how large it is. */
function encodingRefusal(encoding: string | undefined): AppError | null {
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return null;
  return new AppError({
    kind: 'unsupported-media-type',
    code: 'request.unsupported-encoding',
    message: 'The body is compressed or encoded. Send it as it is, without Content-Encoding.',
  });
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
