import { decodeCursor, encodeCursor, toPage } from './page';

describe('paging', () => {
  const rows = ['c', 'b', 'a'].map((id) => ({ id }));

  it('gives a cursor while there is more, and none on the last page', () => {
    const first = toPage(rows, 2);
    expect(first.items.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(decodeCursor(first.nextCursor as string)).toBe('b');
    expect(toPage(rows, 3).nextCursor).toBeNull();
    expect(toPage([], 3)).toEqual({ items: [], nextCursor: null });
  });

  it.each(['', 'nonsense', encodeCursor('x').slice(3), Buffer.from('{"after":1}').toString('base64url')])(
    'refuses %p, which is no cursor of ours',
    (cursor) => {
      expect(() => decodeCursor(cursor)).toThrow('nextCursor');
    },
  );
});
