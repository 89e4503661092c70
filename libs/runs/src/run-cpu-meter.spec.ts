import { RunCpuMeter } from './run-cpu-meter';

class Metered extends RunCpuMeter {
  used = 5_000_000;

  protected override usedUs(): number {
    // Read once before the field above has its value.
    return this.used ?? 5_000_000;
  }
}

describe('RunCpuMeter', () => {
  it('shares what is used among the runs in hand at that moment', () => {
    const meter = new Metered();
    meter.used += 1_000_000;
    const first = meter.open();
    meter.used += 100_000;
    const second = meter.open();
    meter.used += 60_000;
    expect([first.readMs(), second.readMs()]).toEqual([130, 30]);
    first.close();
    meter.used += 10_000;
    expect([first.readMs(), second.readMs()]).toEqual([130, 40]);
  });

  it('gives what is written down only once, to the microsecond', () => {
    const meter = new Metered();
    const share = meter.open();
    meter.used += 1_700;
    expect(share.readMs()).toBe(1);
    share.written(1);
    meter.used += 400;
    expect(share.readMs()).toBe(1);
  });

  it('measures this process', () => {
    const share = new RunCpuMeter().open();
    let sum = 0;
    while (share.readMs() < 2) for (let i = 0; i < 10_000; i++) sum += Math.sqrt(i);
    expect(sum).toBeGreaterThan(0);
  });
});
