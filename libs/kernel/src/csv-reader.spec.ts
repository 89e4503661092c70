import { CsvReader, readCsv } from './csv-reader';

describe('readCsv', () => {
  it('names the columns and the line of each record', () => {
    const table = readCsv('id,price\r\na,1\r\n\r\n"b ""x"", y",2\n');
    expect(table).toEqual({
      columns: ['id', 'price'],
      records: [
        { line: 2, cells: ['a', '1'] },
        { line: 4, cells: ['b "x", y', '2'] },
      ],
      problem: null,
    });
  });

  it('counts the lines within quoted cells', () => {
    expect(readCsv('a,b\n"one\ntwo",x\nlast,y').records.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('takes semicolons and tabs for delimiters where the first line has them', () => {
    expect(readCsv('a;b\n1,5;2').records).toEqual([{ line: 2, cells: ['1,5', '2'] }]);
    expect(readCsv('a\tb\n1\t2').records).toEqual([{ line: 2, cells: ['1', '2'] }]);
  });

  it('leaves the byte order mark of editors out', () => {
    expect(readCsv('\uFEFFid\n1').columns).toEqual(['id']);
  });

  it.each([
    ['', 1, /names of the columns/],
    ['a,b\n1,"open\n2', 2, /never ends/],
    ['a,a\n1,2', 1, /twice/],
    ['a,b\n1,2\n1,2,3', 3, /expected 2 cells as named, got 3/],
  ])('says what is wrong with %j', (text, line, detail) => {
    expect(readCsv(text).problem).toMatchObject({ line, detail: expect.stringMatching(detail) as string });
  });

  it('gives the same records however the text is cut into pieces', () => {
    const text = 'a,"b\r\n""q"",",c\r\n1,2,3\r\n"",x,\r\nlast,"",end';
    const whole = new CsvReader();
    const expected = [...whole.push(text), ...whole.end()];
    expect(expected).toHaveLength(4);
    for (let size = 1; size < text.length; size++) {
      const reader = new CsvReader();
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect([...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]).toEqual(expected);
    }
  });
});
