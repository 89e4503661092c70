import { parseFormats } from './parse-formats';

describe('parseFormats', () => {
  it('reads a list without repetitions', () => {
    expect(parseFormats('md, HTML,md,,pdf')).toEqual(['md', 'html', 'pdf']);
  });

  it.each(['', ' ', ',,'])('refuses "%s"', (text) => {
    expect(() => parseFormats(text)).toThrow(/--format .*such as pdf,xlsx/);
  });
});
