import { refuseUnsafeDocument } from './input-guard';

describe('refuseUnsafeDocument', () => {
  it.each([
    ['{"__proto__":{}}', '/__proto__'],
    ['{"a":[{"constructor":1}]}', '/a/0/constructor'],
    ['{"a":{"b":{"prototype":1}}}', '/a/b/prototype'],
  ])('refuses %s and points at it', (text, pointer) => {
    expect(() => refuseUnsafeDocument(JSON.parse(text))).toThrow(
      expect.objectContaining({
        code: 'request.unsafe-key',
        problems: [expect.objectContaining({ pointer })],
      }),
    );
  });

  it('refuses what leads back into itself', () => {
    const loop: Record<string, unknown> = {};
    loop.again = loop;

    expect(() => refuseUnsafeDocument(loop)).toThrow(
      expect.objectContaining({ code: 'request.too-complex' }),
    );
  });

  it.each([
    ['too many values in one list', Array(50_001).fill(0)],
    ['too many values in all', Array(300).fill(Array(300).fill(0))],
    ['too many levels', JSON.parse('['.repeat(30) + ']'.repeat(30)) as unknown],
  ])('refuses %s', (_what, document) => {
    expect(() => refuseUnsafeDocument(document)).toThrow(
      expect.objectContaining({ code: 'request.too-complex' }),
    );
  });

  it.each([[undefined], [null], ['text'], [{ a: [1, { b: null }] }]])('lets %j pass', (document) => {
    expect(() => refuseUnsafeDocument(document)).not.toThrow();
  });
});
