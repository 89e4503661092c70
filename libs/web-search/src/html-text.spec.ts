import { htmlText } from './html-text';
import { plainText } from './plain-text';

describe('the text of a page', () => {
  it('is what a reader sees', () => {
    const page = `<!doctype html><head><title>Prices &amp; more</title><style>p{}</style></head>
      <body><!-- not <b>this</b> --><p>From <b>$2.50</b>&nbsp;an hour</p><script>steal()</script>
      <p>&#x20AC;3 &lt;now&gt; &amp;lt;</p></body>`;
    expect(htmlText(page, 500)).toEqual({
      title: 'Prices & more',
      text: 'From $2.50 an hour €3 <now> &lt;',
    });
  });

  it('hides what an element that is never closed would hide', () => {
    expect(htmlText('<p>shown</p><script>hidden', 500).text).toBe('shown');
    expect(htmlText('shown <!-- hidden', 500).text).toBe('shown');
  });

  it.each(['<script', '<title>', '<!--', '<', '&#', '<a <a '])(
    'stays quick on a page full of %p',
    (piece) => {
      // A reading that grows with the square of the length would pass the time limit of the test by far.
      expect(htmlText(piece.repeat(Math.floor(1_000_000 / piece.length)), 500).text.length).toBeLessThan(501);
    },
  );
});

describe('plain text', () => {
  it('has no characters that cannot be seen', () => {
    expect(plainText('a\u0000b\u202Ec\u200Bd\n e\uFEFF', 50)).toBe('a b c d e');
  });

  it('is cut between words, and never within a character', () => {
    expect(plainText('one two three four', 12)).toBe('one two…');
    expect(plainText('😀'.repeat(10), 6)).toBe('😀😀…');
  });
});
