import { OrderedList } from './ordered-list';

/** A sequence that looks random and is the same in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state;
  }
}

describe('OrderedList', () => {
  it.each([
    ['in any order', (n: number) => n],
    ['in order', (_n: number, index: number) => index],
    ['in reverse', (_n: number, index: number) => 1e6 - index],
  ])('reads every range after insertions %s and removals', (_how, pick) => {
    const source = numbers(7);
    const list = new OrderedList<number>();
    const present = new Set<string>();
    for (let index = 0; index < 5000; index++) {
      const key = String(pick(source.next().value as number, index)).padStart(10, '0');
      if (present.has(key)) continue;
      list.add(key, Number(key));
      present.add(key);
      if (index % 3 === 0) {
        const [victim = ''] = present;
        list.remove(victim);
        present.delete(victim);
      }
    }
    list.remove('not there');
    const sorted = [...present].sort();
    expect([...list.range('', '\uffff')]).toEqual(sorted.map(Number));
    for (let round = 0; round < 200; round++) {
      const [from = '', to = ''] = [source.next(), source.next()].map(
        ({ value }) => sorted[Number(value) % sorted.length],
      );
      const expected = sorted.filter((key) => key >= from && key < to).map(Number);
      expect([...list.range(from, to)]).toEqual(expected);
      expect([...list.range(from, to, true)]).toEqual(expected.toReversed());
    }
  });

  it('is empty again when everything is removed', () => {
    const list = new OrderedList<number>();
    const keys = Array.from({ length: 2000 }, (_value, index) => String(index));
    for (const key of keys) list.add(key, 1);
    for (const key of keys) list.remove(key);
    expect([...list.range('', '\uffff')]).toEqual([]);
    list.add('x', 2);
    expect([...list.range('', '\uffff')]).toEqual([2]);
  });
});
