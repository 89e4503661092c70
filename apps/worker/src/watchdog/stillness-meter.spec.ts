import { StillnessMeter } from './stillness-meter';

describe('StillnessMeter', () => {
  const LOOK_EVERY = 100;
  let meter: StillnessMeter;
  beforeEach(() => (meter = new StillnessMeter(LOOK_EVERY)));

  it('measures for how long a value stayed as it was', () => {
    const looks = [0, 100, 200, 290].map((now) => meter.look(7, now));
    expect(looks).toEqual([0, 100, 200, 290]);
  });

  it('begins again with every change', () => {
    [0, 100, 200].forEach((now) => meter.look(7, now));
    expect([300, 400].map((now) => meter.look(8, now))).toEqual([0, 100]);
  });

  it('counts no time in which the whole process stood still', () => {
    meter.look(7, 0);
    expect(meter.look(7, 3_600_000)).toBe(2 * LOOK_EVERY);
  });

  it('forgets what it saw when nothing was to be expected', () => {
    [0, 100].forEach((now) => meter.look(7, now));
    meter.reset();
    expect([200, 300].map((now) => meter.look(7, now))).toEqual([0, 100]);
  });
});
