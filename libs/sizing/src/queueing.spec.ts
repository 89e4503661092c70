import { erlangC, meanWaitSeconds, waitTail } from './queueing';

/** The textbook sum, good for few servers. */
function erlangCBySum(c: number, a: number): number {
  let term = 1;
  let sum = 0;
  for (let k = 0; k < c; k++) {
    sum += term;
    term = (term * a) / (k + 1);
  }
  const tail = term / (1 - a / c);
  return tail / (sum + tail);
}

describe('erlangC', () => {
  it('agrees with the textbook sum', () => {
    for (const [c, a] of [
      [1, 0.5],
      [2, 1.5],
      [5, 4],
      [20, 15.5],
    ] as const) {
      expect(erlangC(c, a)).toBeCloseTo(erlangCBySum(c, a), 12);
    }
  });

  it('is the utilisation with one server and a third with two at half load', () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
  });

  it('agrees with the recurrence where there are too many servers to step through', () => {
    const byRecurrence = (servers: number, offered: number): number => {
      let blocking = 1;
      for (let c = 1; c <= servers; c++) blocking = (offered * blocking) / (c + offered * blocking);
      return blocking / (1 - (offered / servers) * (1 - blocking));
    };
    for (const [c, a] of [
      [256, 128],
      [256, 255.9],
      [1000, 990],
      [40_000, 39_900],
      [200_000, 140_000],
    ] as const) {
      expect(erlangC(c, a)).toBeCloseTo(byRecurrence(c, a), 9);
    }
  });

  it('stays a probability with thousands of servers', () => {
    const waits = erlangC(5000, 4900);
    expect(waits).toBeGreaterThan(0);
    expect(waits).toBeLessThan(1);
  });

  it('is certain at overload and impossible without load', () => {
    expect(erlangC(3, 3)).toBe(1);
    expect(erlangC(3, 0)).toBe(0);
  });
});

describe('meanWaitSeconds', () => {
  const queue = { arrivalVariation: 1, serviceVariation: 1 };

  it('is rho/(1-rho) service times for one exponential server', () => {
    const wait = meanWaitSeconds({ ...queue, servers: 1, arrivalsPerSecond: 0.8, serviceSeconds: 1 });
    expect(wait).toBeCloseTo(4, 12);
  });

  it('halves for constant service', () => {
    const wait = meanWaitSeconds({
      servers: 1,
      arrivalsPerSecond: 0.8,
      serviceSeconds: 1,
      arrivalVariation: 1,
      serviceVariation: 0,
    });
    expect(wait).toBeCloseTo(2, 12);
  });

  it('is near the exact M/M/c wait for several servers', () => {
    const exact = erlangC(4, 3) / (4 - 3);
    const wait = meanWaitSeconds({ ...queue, servers: 4, arrivalsPerSecond: 3, serviceSeconds: 1 });
    expect(Math.abs(wait / exact - 1)).toBeLessThan(0.06);
  });

  it('is infinite at full load', () => {
    expect(meanWaitSeconds({ ...queue, servers: 2, arrivalsPerSecond: 2, serviceSeconds: 1 })).toBe(Infinity);
  });
});

describe('waitTail', () => {
  it('is the exponential tail of M/M/1', () => {
    const queue = {
      servers: 1,
      arrivalsPerSecond: 0.5,
      serviceSeconds: 1,
      arrivalVariation: 1,
      serviceVariation: 1,
    };
    expect(waitTail(queue, 2)).toBeCloseTo(0.5 * Math.exp(-1), 12);
  });
});
