import { judgeMemory, plotMemory } from './memory-trend';

const curve = (...values: number[]) => values.map((mb, index) => ({ runs: (index + 1) * 500, mb }));

describe('judgeMemory', () => {
  it('sees a leak', () => {
    const { slope, growing } = judgeMemory(curve(10, 12, 14, 16, 18, 20, 22, 24, 26, 28));
    expect(slope).toBeCloseTo(4);
    expect(growing).toBe(true);
  });

  it('sees a leak under noise', () => {
    expect(judgeMemory(curve(10, 10, 10, 10, 10, 20, 23, 25.5, 29, 31)).growing).toBe(true);
  });

  it('takes no filling of caches in the first half for a leak', () => {
    const { slope, growing } = judgeMemory(curve(10, 30, 40, 45, 48, 50, 50, 50, 50, 50));
    expect(slope).toBe(0);
    expect(growing).toBe(false);
  });

  it('takes no up and down for a leak', () => {
    const { slope, noise, growing } = judgeMemory(curve(1, 1, 1, 1, 1, 50, 58, 49, 59, 52));
    expect(slope).toBeGreaterThan(0.5);
    expect(noise).toBeGreaterThan(slope);
    expect(growing).toBe(false);
  });

  it('lets pass what nobody would notice', () => {
    expect(judgeMemory(curve(1, 1, 1, 1, 1, 50, 50.1, 50.2, 50.3, 50.4)).growing).toBe(false);
  });
});

describe('plotMemory', () => {
  it('puts the highest reading at the top and the lowest at the bottom', () => {
    const lines = plotMemory('heap', curve(10, 20));
    expect(lines[0]).toBe('heap');
    expect(lines[1]).toBe('    20 |           *');
    expect(lines[8]).toBe('    10 |     *');
    expect(lines.at(-1)).toBe('           500  1000 runs');
  });

  it('draws a flat curve', () => {
    expect(plotMemory('heap', curve(10, 10))[8]).toBe('    10 |     *     *');
  });
});
