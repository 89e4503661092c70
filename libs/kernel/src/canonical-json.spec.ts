import { canonicalJson, contentHash } from './canonical-json';
import { isId, newId } from './ids';
import { answerId, jsonPointer, readPointer } from './json-pointer';

describe('canonicalJson', () => {
  it('gives equal content equal bytes, at every depth', () => {
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: null })).toBe('{"a":null,"b":[{"x":2,"y":1}]}');
    expect(contentHash({ b: 1, a: 2 })).toBe(contentHash({ a: 2, b: 1 }));
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
    expect(contentHash([])).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('newId', () => {
  it('makes ids that differ, sort by time and have the form of ours', () => {
    const ids = Array.from({ length: 100 }, () => newId());
    expect(new Set(ids).size).toBe(100);
    expect([...ids].sort()).toEqual(ids);
    expect(ids.every(isId)).toBe(true);
    expect(isId('not-an-id')).toBe(false);
  });
});

describe('JSON pointers', () => {
  it('escape what RFC 6901 escapes and read back what they name', () => {
    const document = { 'a/b': { '~': [10, 20] } };
    const pointer = jsonPointer(['a/b', '~', 1]);
    expect(pointer).toBe('/a~1b/~0/1');
    expect(readPointer(document, pointer)).toBe(20);
    expect(readPointer(document, '')).toBe(document);
    expect(readPointer(document, '/a~1b/none/1')).toBeUndefined();
    expect(answerId('workloads', 0, 'kind')).toBe('input:/workloads/0/kind');
  });

  it('do not lead to what the document does not have of its own', () => {
    expect(readPointer({}, '/constructor')).toBeUndefined();
    expect(readPointer({}, '/__proto__/toString')).toBeUndefined();
  });
});
