import { loadCatalog } from '@app/catalog';
import { figure } from '@app/kernel';
import { priceManagedTier } from './managed-tiers';
import { cheapestTier, GB_PER_GIB } from './tier-offers';

const catalog = loadCatalog();
const number = (name: string, value: number, low = value, high = value) =>
  figure({ id: `need.${name}`, label: name, value, low, high, unit: '1', method: 'assumed' });

function priced(
  role: 'database' | 'cache',
  provider: string,
  gib: readonly [number, number?, number?],
  instances = 1,
  region = 'us-central1',
  vcpus = 2,
) {
  const need = {
    scope: 'plan',
    role,
    provider,
    region,
    vcpus: number('vcpus', vcpus),
    memory: number('memory', ...gib),
    instances: number('instances', instances),
  };
  return priceManagedTier(need, catalog);
}

describe('priceManagedTier', () => {
  it('adds processors and memory up where they are sold apart, and takes the price with a spare', () => {
    // Two vCPU at 0.0413 x 730 and 8 GiB = 8.59 GB at 5.11: 60.298 + 43.894.
    expect(priced('database', 'gcp', [8]).monthly.value).toBeCloseTo(
      2 * 0.0413 * 730 + 8 * GB_PER_GIB * 5.11,
      8,
    );
    expect(priced('database', 'gcp', [8], 2).monthly.value).toBeCloseTo(
      2 * 0.0826 * 730 + 8 * GB_PER_GIB * 10.22,
      8,
    );
  });

  it('takes the cheapest listed size that holds the need, once for each instance', () => {
    // Two vCPU and 8 GiB at 0.203 an hour.
    const azure = priced('database', 'azure', [8], 2, 'eastus');
    expect(azure.monthly.value).toBeCloseTo(2 * 0.203 * 730, 8);
    expect(azure.elsewhere).toBe(false);
    // 20 GiB need the four vCPU with 32 GiB at 0.5244: sixteen with 64 GiB are dearer.
    expect(priced('database', 'azure', [20], 1, 'eastus').monthly.value).toBeCloseTo(0.5244 * 730, 8);
  });

  it('takes no size with fewer processors than were sized', () => {
    const [small, large] = [2, 4].map((vcpus) => priced('database', 'azure', [8], 1, 'eastus', vcpus));
    // Two vCPU with 8 GiB at 0.203 an hour; four with 16 GiB at 0.39.
    expect(small?.monthly.value).toBeCloseTo(0.203 * 730, 8);
    expect(large?.monthly.value).toBeCloseTo(0.39 * 730, 8);
    expect(large?.row?.service).toContain('4 vCPU');
  });

  it('buys a cache by the GB of its band, or as a pair', () => {
    // 4 GiB = 4.29 GB, sold from 5 GB on at 19.71; with a spare at 39.42.
    expect(priced('cache', 'gcp', [4]).monthly.value).toBeCloseTo(5 * 19.71, 8);
    expect(priced('cache', 'gcp', [12], 2).monthly.value).toBeCloseTo(12 * GB_PER_GIB * 33.58, 8);
    // 32 GiB = 34.4 GB at 16.79 are dearer than 36 at 13.87.
    expect(priced('cache', 'gcp', [32]).monthly.value).toBeCloseTo(36 * 13.87, 8);
    expect(priced('cache', 'azure', [4], 2, 'eastus').monthly.value).toBeCloseTo(164.25, 8);
  });

  it('leaves unknown what no listed size is near to, bounded by the dearest of the others', () => {
    // The one cache of aws with a size in its name has 157 GiB: no price for 4.
    const cache = priced('cache', 'aws', [4, 1, 16], 1, 'us-east-1');
    expect(cache.monthly).toMatchObject({ value: null, unknown: expect.stringContaining('aws') });
    expect(cache.bound?.value).toBeGreaterThan(100);
    expect(priced('cache', 'lambda', [4]).monthly.value).toBeNull();
  });

  it('widens the range to that of all providers where the price is of another region', () => {
    const here = priced('database', 'gcp', [8, 4, 32]);
    const there = priced('database', 'gcp', [8, 4, 32], 1, 'europe-west4');
    expect(there.elsewhere).toBe(true);
    expect(there.monthly.value).toBe(here.monthly.value);
    expect(there.monthly.high).toBeGreaterThan(here.monthly.high ?? Infinity);
    expect(there.monthly.low).toBeLessThanOrEqual(here.monthly.low ?? 0);
  });

  it('never costs less for more', () => {
    for (const role of ['database', 'cache'] as const)
      for (const provider of ['azure', 'gcp']) {
        let before = 0;
        for (let gb = 5; gb <= 70; gb += 2.5) {
          const load = { vcpus: gb / 8, gb, instances: 1, beyond: false };
          const usd = cheapestTier(role, provider, load, catalog)?.usd;
          if (usd === undefined) continue;
          expect(usd).toBeGreaterThanOrEqual(before);
          before = usd;
        }
      }
  });
});
