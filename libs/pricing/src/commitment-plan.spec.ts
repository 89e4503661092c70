import type { Purchase } from '@app/catalog';
import { figure, type Figure, unknownFigure } from '@app/kernel';
import { SPOT_INTERRUPTIONS } from '@app/sizing';
import { planCommitment, type CommitmentQuestion } from './commitment-plan';
import { curveOfPeakFactor, curveOfProfile } from './load-curve';
import { SeededRandom } from './seeded-random';
import { goodputPrice } from './spot-goodput';

function aPrice(purchase: Purchase, value: number | null): Figure {
  const draft = { id: `price.${purchase}`, label: purchase, unit: 'USD/h', method: 'sourced' as const };
  return value === null ? unknownFigure({ ...draft, reason: 'not listed' }) : figure({ ...draft, value });
}

function prices(onDemand: number | null, oneYear: number | null, threeYears: number | null, spot = null) {
  return {
    'on-demand': aPrice('on-demand', onDemand),
    'commit-1y': aPrice('commit-1y', oneYear),
    'commit-3y': aPrice('commit-3y', threeYears),
    spot: aPrice('spot', spot),
  };
}

function aQuestion(over: Partial<CommitmentQuestion> = {}): CommitmentQuestion {
  return {
    scope: 'w1',
    curve: curveOfProfile([1, 1, 1, 1, 3, 4, 4, 2]),
    fewest: 1,
    instancesAt: (share) => Math.ceil(share * 4 - 1e-9),
    price: prices(10, 7, 5),
    interruptible: 0,
    ...over,
  };
}

describe('planCommitment', () => {
  it('commits to what is needed for longer than u* and rents the rest by the hour', () => {
    // Four instances, needed 8, 4, 3 and 2 of the 8 hours; u* is 5/10.
    const plan = planCommitment(aQuestion());
    expect(plan?.instances.map(({ use, purchase }) => [use, purchase])).toEqual([
      [1, 'commit-3y'],
      [0.5, 'on-demand'],
      [0.375, 'on-demand'],
      [0.25, 'on-demand'],
    ]);
    expect(plan?.breakEvenUse['commit-3y']?.value).toBe(50);
    expect(plan?.breakEvenUse['commit-1y']?.value).toBe(70);
    // (5 + 10 x 0.5 + 10 x 0.375 + 10 x 0.25) x 730 h.
    expect(plan?.blended.value).toBeCloseTo(16.25 * 730, 8);
    expect(plan?.hourly.value).toBeCloseTo(21.25 * 730, 8);
    expect(plan?.flat.value).toBe(40 * 730);
    expect(plan?.committed['commit-3y']?.value).toBe(1);
    expect(plan?.committed['commit-1y']?.value).toBe(0);
  });

  it('keeps what must always run even where the load falls to nothing', () => {
    const plan = planCommitment(aQuestion({ curve: curveOfPeakFactor(8), fewest: 2 }));
    expect(plan?.instances[0]).toMatchObject({ count: 2, use: 1 });
    expect(plan?.instances.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });

  it('takes spot only for instances that may be interrupted', () => {
    const price = { ...prices(10, null, null), spot: aPrice('spot', 4) };
    const none = planCommitment(aQuestion({ price }));
    const some = planCommitment(aQuestion({ price, interruptible: 2 }));
    expect(none?.instances.some(({ purchase }) => purchase === 'spot')).toBe(false);
    expect(some?.instances.map(({ count, purchase }) => [count, purchase])).toEqual([
      [1, 'spot'],
      [1, 'spot'],
      [1, 'on-demand'],
      [1, 'on-demand'],
    ]);
  });

  it('cuts a fleet where its use changes, however large it is', () => {
    const plan = planCommitment(aQuestion({ instancesAt: (share) => Math.ceil(share * 4e12) }));
    expect(plan?.instances.map(({ count, use }) => [count, use])).toEqual([
      [1, 1],
      [1e12 - 1, 1],
      [1e12, 0.5],
      [1e12, 0.375],
      [1e12, 0.25],
    ]);
    expect(plan?.hourly.value).toBeCloseTo(21.25e12 * 730, -6);
    // Half of the hours is where three years cost as much as the hour: what is needed always is committed to.
    expect(plan?.committed['commit-3y']?.value).toBe(1e12);
  });

  it('has no advice without an on-demand price', () => {
    expect(planCommitment(aQuestion({ price: prices(null, 7, 5) }))).toBeNull();
  });

  it('is never dearer than on demand, and grows with each price and with traffic', () => {
    const random = new SeededRandom(11);
    for (let trial = 0; trial < 200; trial++) {
      const curve = curveOfProfile(Array.from({ length: 24 }, () => random.next() + 0.01));
      const onDemand = 1 + random.next() * 20;
      const [one, three] = [onDemand * (0.4 + random.next()), onDemand * (0.3 + random.next())];
      const peak = 1 + Math.floor(random.next() * 20);
      const instancesAt = (share: number) => Math.ceil(share * peak - 1e-9);
      const question = aQuestion({ curve, instancesAt, price: prices(onDemand, one, three) });
      const plan = planCommitment(question);
      const blended = plan?.blended.value ?? Infinity;
      expect(blended).toBeLessThanOrEqual((plan?.hourly.value ?? 0) + 1e-6);
      expect(plan?.hourly.value ?? Infinity).toBeLessThanOrEqual((plan?.flat.value ?? 0) + 1e-6);
      const dearer = planCommitment({ ...question, price: prices(onDemand * 1.1, one * 1.1, three) });
      expect(dearer?.blended.value).toBeGreaterThanOrEqual(blended - 1e-6);
      const busier = planCommitment({ ...question, instancesAt: (share) => instancesAt(share) + 1 });
      expect(busier?.blended.value).toBeGreaterThan(blended);
    }
  });

  it('never pays more for a commitment in full use than on demand, for any term that pays', () => {
    const always = curveOfProfile([1, 1]);
    for (const term of [3, 7, 9.99, 10.01, 14]) {
      const plan = planCommitment(aQuestion({ curve: always, price: prices(10, term, null) }));
      expect(plan?.blended.value).toBeCloseTo(Math.min(term, 10) * 4 * 730, 8);
    }
  });
});

describe('load curves', () => {
  it('reads minimum and mean off a profile', () => {
    const { minimum, mean } = curveOfProfile([2, 4, 8, 2]);
    expect(minimum).toBe(0.25);
    expect(mean).toBe(0.5);
  });

  it.each([1, 1.5, 4, 12])('keeps the mean that a peak factor of %d says', (factor) => {
    const { mean, shares } = curveOfPeakFactor(factor);
    expect(mean).toBeCloseTo(1 / factor, 10);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  it('refuses what is no curve', () => {
    expect(() => curveOfProfile([0, 0])).toThrow(/load curve needs/);
    expect(() => curveOfProfile([1])).toThrow(/load curve needs/);
    expect(() => curveOfProfile([1, -1])).toThrow(/load curve needs/);
  });
});

describe('goodputPrice', () => {
  const seconds = figure({ id: 'r', label: 'recovery', value: 600, unit: 's', method: 'assumed' });

  it('divides the spot price by what interruptions leave', () => {
    const { price, lost } = goodputPrice('x', aPrice('spot', 4), seconds);
    // -ln(0.8)/730 = 3.0568e-4 interruptions an hour x 1/6 h = 5.0946e-5 of the time.
    expect((lost.value ?? 0) / 100).toBeCloseTo(5.0946e-5, 8);
    expect(lost.inputs).toEqual([SPOT_INTERRUPTIONS.id, 'r']);
    expect(price.value).toBeCloseTo(4 / (1 - 5.0946e-5), 8);
    expect(price.high).toBeGreaterThan(price.value ?? Infinity);
  });

  it('stays unknown where the spot price is', () => {
    const { price } = goodputPrice('x', aPrice('spot', null), seconds);
    expect(price.unknown).toBe('not listed');
  });
});
