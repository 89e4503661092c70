import { Paint } from './paint';
import { tableLines } from './table';

const lines = (rows: string[][], columns = 80) =>
  tableLines(['id', 'state', 'what'], rows, new Paint(false), columns);

describe('tableLines', () => {
  it('makes each column as wide as its widest cell', () => {
    expect(
      lines([
        ['a1', 'pending', 'x'],
        ['a22222', 'ok', 'y'],
      ]),
    ).toEqual(['id      state    what', 'a1      pending  x', 'a22222  ok       y']);
  });

  it('cuts the last column alone, and leaves something of it', () => {
    expect(lines([['a1', 'ok', 'x'.repeat(90)]], 30)[1]).toBe(`a1  ok     ${'x'.repeat(18)}…`);
    expect(lines([['a'.repeat(60), 'ok', 'x'.repeat(90)]], 30)[1]).toContain(`${'x'.repeat(11)}…`);
  });

  it('shows what would move the cursor, and keeps a row on its line', () => {
    expect(lines([['a1', 'ok', '\u001b[2Jgone\nnext']])[1]).toBe('a1  ok     ␛[2Jgone next');
  });
});
