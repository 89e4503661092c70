import { TurnLine } from './turn-line';

describe('TurnLine', () => {
  let now = 0;
  const takes = (ms: number) => () => void (now += ms);

  /** Who began in which turn of the event loop. */
  async function turnsOf(work: ReadonlyArray<() => void>): Promise<number[]> {
    let turn = 0;
    let isOver = false;
    const count = () => {
      turn += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const line = new TurnLine(() => now);
    const turns = await Promise.all(
      work.map(async (one) => {
        await line.next();
        one();
        return turn;
      }),
    );
    isOver = true;
    return turns;
  }

  it('lets what takes little begin in one turn of the event loop, in order', async () => {
    const begun: number[] = [];
    const work = Array.from({ length: 5 }, (_, index) => () => {
      now += 0.7;
      begun.push(index);
    });
    expect(new Set(await turnsOf(work)).size).toBe(1);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('gives the event loop a turn after what took long', async () => {
    const [first, second, third] = await turnsOf([takes(10), takes(0), takes(0)]);
    expect(second).toBeGreaterThan(first ?? NaN);
    expect(third).toBe(second);
  });
});
