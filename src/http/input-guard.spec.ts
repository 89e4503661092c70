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

  it.each([
    ['NUL', '\u0000', 'U+0000'],
    ['an escape', '\u001B', 'U+001B'],
    ['delete', '\u007F', 'U+007F'],
    ['a C1 control', '\u009B', 'U+009B'],
    ['a bidi override', '\u202E', 'U+202E'],
    ['a bidi isolate', '\u2066', 'U+2066'],
    ['half of a surrogate pair', '\uD800', 'U+D800'],
  ])('refuses %s in a text and in a name, and points at it', (_what, character, named) => {
    const document = { name: 'fine', list: [`a${character}b`], part: { [`x${character}`]: 1 } };

    expect(() => refuseUnsafeDocument(document)).toThrow(
      expect.objectContaining({
        code: 'request.control-character',
        problems: expect.arrayContaining([
          {
            pointer: '/list/0',
            detail: `holds an invisible control character (${named}) after 1 characters; remove it`,
          },
          {
            pointer: '/part',
            detail: expect.stringMatching(/^a name here holds an invisible control character/),
          },
        ]),
      }),
    );
  });

  it('lets line ends, tabs, emoji and other scripts pass', () => {
    expect(() => refuseUnsafeDocument({ größe: 'a\tb\r\nc 😀 עברית 中文 👩‍👩‍👧' })).not.toThrow();
  });

  it.each([[undefined], [null], ['text'], [{ a: [1, { b: null }] }]])('lets %j pass', (document) => {
    expect(() => refuseUnsafeDocument(document)).not.toThrow();
  });
});
