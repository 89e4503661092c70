import { quantileOf, summarise } from './duration-summary';

describe('summarise', () => {
  it('gives the percentiles of few durations, linear between neighbours', () => {
    const sorted = Float64Array.from([1, 2, 3, 4, 5]);
    expect([0, 0.5, 0.9, 0.95, 1].map((share) => quantileOf(sorted, share))).toEqual([1, 3, 4.6, 4.8, 5]);
    expect(summarise(Float64Array.from([3]))).toMatchObject({ mean: 3, p50: 3, p99: 3, p95Error: null });
    expect(summarise(new Float64Array())).toBeNull();
  });

  it('states an error from 400 durations on, none where batches hold too few', () => {
    const of = (count: number) => summarise(Float64Array.from({ length: count }, (_, index) => index % 7));
    expect(of(399)?.meanError).toBeNull();
    expect(of(400)?.meanError).toBeGreaterThan(0);
  });
});
