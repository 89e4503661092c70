import type { FieldProblem } from '@app/kernel';
import { AppError, jsonPointer } from '@app/kernel';

const MOST_LEVELS = 24;
const MOST_VALUES = 50_000;
/** Names through which a document could reach the prototype of an object. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** What hides in a text, turns its reading around or breaks what shows it: controls, lone surrogates, bidi overrides. */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const MOST_PROBLEMS = 20;

interface Place {
  readonly value: unknown;
  readonly path: ReadonlyArray<string | number>;
}

/**
 * Refuses a document that is dangerous or costly to look at, before anything else looks at it: keys that lead to a
 * prototype, deep nesting, more values than any real input has (a YAML alias can repeat one a million times), and texts
 * or names with characters that nobody sees.
 * @throws request.unsafe-key
 * @throws request.control-character
 * @throws request.too-complex
 */
export function refuseUnsafeDocument(document: unknown): void {
  const open: Place[] = [{ value: document, path: [] }];
  const hidden: FieldProblem[] = [];
  let seen = 0;
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, path } = place;
    seen += 1;
    if (seen > MOST_VALUES || path.length > MOST_LEVELS) throw tooComplex();
    if (typeof value === 'string' && INVISIBLE.test(value)) hidden.push(hiddenIn(value, path));
    if (value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      // Not pushed all at once: a list of a million entries is refused before it is copied.
      if (value.length > MOST_VALUES) throw tooComplex();
      value.forEach((item, index) => open.push({ value: item, path: [...path, index] }));
      continue;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (UNSAFE_KEYS.has(key)) throw unsafeKey(path, key);
      if (INVISIBLE.test(key)) hidden.push(hiddenIn(key, path, 'a name here '));
      else open.push({ value: inner, path: [...path, key] });
    }
  }
  if (hidden.length > 0) throw controlCharacters(hidden);
}

/** For a document whose levels ended what reads it. */
export function nestedTooDeep(cause: unknown): AppError {
  const message = `The body is nested too deep: at most ${MOST_LEVELS} levels.`;
  return new AppError({ kind: 'invalid', code: 'request.too-complex', message, cause });
}

/** A name is pointed at by what holds it: the pointer is shown to people, and must not carry the character. */
function hiddenIn(text: string, path: Place['path'], what = ''): FieldProblem {
  const at = text.search(INVISIBLE);
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const detail = `${what}holds an invisible control character (U+${code}) after ${at} characters; remove it`;
  return { pointer: jsonPointer(path), detail };
}

function controlCharacters(hidden: readonly FieldProblem[]): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'request.control-character',
    message: 'A text holds an invisible control character: see errors for where. Remove it.',
    // Looked at from the end, as a stack gives them; answered in the order of the body.
    problems: hidden.toReversed().slice(0, MOST_PROBLEMS),
  });
}

function tooComplex(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'request.too-complex',
    message: `The body has more than ${MOST_VALUES} values or more than ${MOST_LEVELS} levels. Split it into several requests.`,
  });
}

function unsafeKey(path: ReadonlyArray<string | number>, key: string): AppError {
  const problem: FieldProblem = { pointer: jsonPointer([...path, key]), detail: 'this name is not allowed' };
  return new AppError({
    kind: 'invalid',
    code: 'request.unsafe-key',
    message: `The body has a field named ${key}, which is never part of an input. Remove it.`,
    problems: [problem],
  });
}
