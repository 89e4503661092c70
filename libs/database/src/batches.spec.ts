import { inBatches } from './batches';

async function* upTo(count: number): AsyncGenerator<number> {
  for (let one = 1; one <= count; one += 1) yield await Promise.resolve(one);
}

describe('batches', () => {
  it.each([
    [0, []],
    [2, [[1, 2]]],
    [5, [[1, 2], [3, 4], [5]]],
  ])('of %i things hold each once, and none is empty', async (count, expected) => {
    const batches: number[][] = [];
    for await (const batch of inBatches(upTo(count), 2)) batches.push(batch);
    expect(batches).toEqual(expected);
  });
});
