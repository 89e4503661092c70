import { visibleJson, visibleLine, visibleText } from './visible-text';

const TITLE = '\u001b]0;owned\u0007';
const CLEAR = '\u009b2J\u001b[2J';

describe('visibleLine', () => {
  it('shows control characters instead of obeying them', () => {
    expect(visibleLine(`a${TITLE}b${CLEAR}c\u007f\b`)).toBe('a␛]0;owned␇b�2J␛[2Jc␡␈');
  });

  it('shows overrides of the direction and halves of surrogate pairs', () => {
    expect(visibleLine('a\u202eb\u2066c\ud800d\u2028e')).toBe('a�b�c�d�e');
  });

  it('stays on one line', () => {
    expect(visibleLine('one\r\n  × two\tthree')).toBe('one   × two three');
  });

  it('leaves what people write as it is', () => {
    const text = 'Zürich, 日本, שלום, 👩‍🔬 – “ok”';
    expect(visibleLine(text)).toBe(text);
  });
});

describe('visibleText', () => {
  it('keeps line feeds, tabs and allowed codes, and no other code', () => {
    const text = `\u001b[31mred\u001b[39m\n\t\u001b[8mhidden${CLEAR}`;
    expect(visibleText(text, ['\u001b[31m', '\u001b[39m'])).toBe(
      '\u001b[31mred\u001b[39m\n\t␛[8mhidden�2J␛[2J',
    );
    expect(visibleText('\u001b[31mred', [])).toBe('␛[31mred');
  });
});

describe('visibleJson', () => {
  it('escapes what is unsafe and reads back as the same value', () => {
    const value = { name: `x${TITLE}${CLEAR}\u202e\u2028\u007f\ud800`, list: ['a\nb'] };
    const json = visibleJson(value);
    expect(json).toMatch(/^[\n\u0020-\u007e]+$/);
    expect(JSON.parse(json)).toEqual(value);
  });
});
