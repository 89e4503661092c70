import {
  anchorOf,
  escapeHtml,
  escapeMarkdown,
  escapeMarkdownBlock,
  linkableUrl,
  markdownCode,
} from './text-escaping';

describe('escapeHtml', () => {
  it('leaves nothing that could open an element, an attribute or an entity', () => {
    expect(escapeHtml(`<script>"a" & 'b'</script>`)).toBe(
      '&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;',
    );
  });

  it('shows characters that would hide or reorder text', () => {
    expect(escapeHtml('a\u202eb\u0000c\nd')).toBe('a\ufffdb\ufffdc d');
    for (const sign of ['\u200e', '\u200f', '\u061c', '\u2028', '\u2029', '\ufeff', '\u{e0041}']) {
      expect(escapeHtml(`a${sign}b`)).toBe('a\ufffdb');
      expect(escapeMarkdown(`a${sign}b`)).toBe('a\ufffdb');
    }
    // Scripts and emoji are joined by signs that nobody sees either.
    expect(escapeHtml('\u0646\u200c\u0645 \u{1f469}\u200d\u{1f4bb}')).not.toContain('\ufffd');
  });
});

describe('escapeMarkdown', () => {
  it('takes the meaning from every sign that forms mark-up', () => {
    expect(escapeMarkdown('[a](javascript:x) `b` | <i> *c* _d_ ~e~ $f$ \\')).toBe(
      '\\[a\\](javascript:x) \\`b\\` \\| \\<i\\> \\*c\\* \\_d\\_ \\~e\\~ \\$f\\$ \\\\',
    );
  });

  it('keeps addresses and entities as plain text', () => {
    expect(escapeMarkdown('https://a.example www.b.example &lt; A & B')).toBe(
      'https\\://a.example www\\.b.example \\&lt; A & B',
    );
  });

  it.each([
    ['# a', '\\# a'],
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['=== a', '\\=== a'],
    ['1. a', '1\\. a'],
    ['2) a', '2\\) a'],
    ['3.', '3\\.'],
    ['99.9 %', '99.9 %'],
    ['    code', 'code'],
  ])('keeps %p at the start of a block from forming one', (text, safe) => {
    expect(escapeMarkdownBlock(text)).toBe(safe);
  });

  it('fences code with more backticks than it holds', () => {
    expect(markdownCode('a ``b`` c')).toBe('```a ``b`` c```');
    expect(markdownCode('`a')).toBe('`` `a ``');
  });
});

describe('linkableUrl', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//x',
    'x',
    '',
  ])('refuses %p', (address) => expect(linkableUrl(address)).toBeNull());

  it('normalises what would break out of a link', () => {
    expect(linkableUrl('https://example.org/a>b c?d="e"<f>')).toBe(
      'https://example.org/a%3Eb%20c?d=%22e%22%3Cf%3E',
    );
  });
});

describe('anchorOf', () => {
  it('gives different ids different anchors of safe characters', () => {
    const ids = ['a.b', 'a_b', 'a b', 'a"b', 'a_20_b', 'ä', '😀'];
    const anchors = ids.map((id) => anchorOf('f', id));
    expect(new Set(anchors).size).toBe(ids.length);
    for (const anchor of anchors) expect(anchor).toMatch(/^f-[\w.-]+$/);
  });
});
