import { unplain } from './plain-text';

describe('a text with known words in it', () => {
  it.each<[string, string]>([
    ['img', 'It costs <img src=x onerror=alert(1)>'],
    ['script', 'It costs </script><script>alert(1)</script>'],
    ['svg', 'It costs < svg onload=alert(1)>'],
    ['lt', 'It costs &lt;b&gt;'],
    ['https', 'See https://cost'],
    ['app', 'See evil.app for cost'],
    ['evil.app', 'See evil.app.com for cost'],
  ])('is mark-up where "%s" makes it so', (own, text) => {
    expect(unplain(text, [])).not.toEqual([]);
    expect(unplain(text, [own])).toEqual(unplain(text, []));
  });

  it.each<[string, string]>([
    ['img', 'The img costs more than script.'],
    ['p5.48xlarge', 'It runs on p5.48xlarge, and on p5.48xlarge alone.'],
    ['chat@home', 'For chat@home: it costs'],
    ['**Chat**', 'For **Chat** it costs'],
    ['a b c', 'For a b c and a b c it costs'],
    ['x', 'For x x x it costs'],
  ])('is plain with "%s" as a word', (own, text) => {
    expect(unplain(text, [own])).toEqual([]);
  });

  it('finds mark-up that a part of a known word would hide', () => {
    expect(unplain('See chat@home2 for cost', ['chat@home'])).toEqual(['has an address']);
  });
});
