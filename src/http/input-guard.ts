import type { FieldProblem } from '@app/kernel';
import { AppError, jsonPointer } from '@app/kernel';

const MOST_LEVELS = 24;
const MOST_VALUES = 50_000;
/** Names through which a document could reach the prototype of an object. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

interface Place {
  readonly value: unknown;
  readonly path: ReadonlyArray<string | number>;
}

/**
 * Refuses a document that is dangerous or costly to look at, before anything else looks at it: keys that lead to a
 * prototype, deep nesting, and more values than any real input has (a YAML alias can repeat one a million times).
 * @throws request.unsafe-key
 * @throws request.too-complex
 */
export function refuseUnsafeDocument(document: unknown): void {
  const open: Place[] = [{ value: document, path: [] }];
  let seen = 0;
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, path } = place;
    seen += 1;
    if (seen > MOST_VALUES || path.length > MOST_LEVELS) throw tooComplex();
    if (value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      // Not pushed all at once: a list of a million entries is refused before it is copied.
      if (value.length > MOST_VALUES) throw tooComplex();
      value.forEach((item, index) => open.push({ value: item, path: [...path, index] }));
      continue;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (UNSAFE_KEYS.has(key)) throw unsafeKey(path, key);
      open.push({ value: inner, path: [...path, key] });
    }
  }
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
