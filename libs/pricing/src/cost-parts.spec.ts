import { loadCatalog } from '@app/catalog';
import { figure, FigureBook, type Figure, unknownFigure } from '@app/kernel';
import { billOf } from './cost-parts';
import { DEPRECIATION_YEARS, priceOwned, SERVER_OVERHEAD } from './owned-hardware';
import { priceOwnedServers } from './owned-servers';
import { PLATFORM_ROLES, pricePlatform, type PlatformRoleName } from './platform-services';
import { tieredCost } from './tiered-price';

const catalog = loadCatalog();

function amount(id: string, value: number | null, low?: number, high?: number): Figure {
  const draft = { id, label: id, unit: '1', method: 'assumed' as const };
  return value === null
    ? unknownFigure({ ...draft, reason: 'nobody said' })
    : figure({ ...draft, value, low, high });
}

describe('billOf', () => {
  const known = { category: 'compute', monthly: amount('a', 100, 90, 130), bound: null } as const;
  const open = { category: 'egress', monthly: amount('b', null), bound: amount('b.bound', 40) } as const;
  const boundless = { category: 'people', monthly: amount('c', null), bound: null } as const;

  it('leaves out what is unknown, and says so', () => {
    const bill = billOf('x', 'the bill', [known, open]);
    expect(bill.monthly).toMatchObject({ value: 100, low: 90, high: 170 });
    expect(bill.monthly.formula).toContain('without b');
    expect(bill.threeYears).toMatchObject({ value: 3_600, low: 3_240, high: 6_120 });
    expect(bill.unknown).toEqual([open]);
  });

  it('has no high end where nothing bounds an unknown part', () => {
    expect(billOf('x', 'the bill', [known, open, boundless]).monthly).toMatchObject({ low: 90, high: null });
  });

  it('has no high end where a known part has none', () => {
    const least = figure({ ...amount('d', 50, 50), high: null });
    const part = { category: 'model-api', monthly: least, bound: null } as const;
    expect(billOf('x', 'the bill', [known, part]).monthly).toMatchObject({
      value: 150,
      low: 140,
      high: null,
    });
  });

  it('is unknown, not nothing, where every part is', () => {
    expect(billOf('x', 'the bill', [open]).monthly).toMatchObject({ value: null });
  });

  it('widens, never narrows, with an unknown part', () => {
    const without = billOf('x', 'the bill', [known]).monthly;
    const withOpen = billOf('x', 'the bill', [known, open]).monthly;
    expect(withOpen.low).toBeLessThanOrEqual(without.low ?? 0);
    expect(withOpen.high).toBeGreaterThan(without.high ?? Infinity);
  });
});

describe('tieredCost', () => {
  const egress = catalog.managedService('aws/Internet egress/eu-central-1');

  it('bills each tier at its own price', () => {
    // 10 TB at 0.09, 40 TB at 0.085 and 10 TB at 0.07.
    expect(tieredCost(egress, 60_000)).toBeCloseTo(900 + 3_400 + 700, 8);
    expect(tieredCost(egress, 200_000)).toBeCloseTo(900 + 3_400 + 7_000 + 2_500, 8);
  });

  it('grows with the amount, and never by more than the first price', () => {
    let before = 0;
    for (let gb = 0; gb <= 300_000; gb += 777) {
      const cost = tieredCost(egress, gb);
      expect(cost).toBeGreaterThanOrEqual(before);
      expect(cost).toBeLessThanOrEqual(gb * egress.priceUSD + 1e-6);
      before = cost;
    }
  });

  it('goes on at the last price where the list ends', () => {
    const azure = { priceUSD: 1, tiers: [{ upToTB: 1, priceUSD: 1 }] };
    expect(tieredCost(azure, 3_000)).toBe(3_000);
  });
});

describe('what a platform needs none of', () => {
  it('costs nothing where no price of it is known, and at the high end what there may be of it', () => {
    const amounts = Object.fromEntries(
      PLATFORM_ROLES.map(({ role }) => [
        role,
        figure({
          id: `amount.${role}`,
          label: role,
          value: 0,
          low: 0,
          high: 1,
          unit: '1',
          method: 'assumed',
          formula: 'none',
        }),
      ]),
    ) as Record<PlatformRoleName, Figure>;
    const parts = pricePlatform(
      { scope: 'w1', provider: 'lambda', region: 'us-east-1', amounts },
      loadCatalog(),
    );
    const cluster = parts.find(({ role }) => role === 'control-plane');
    expect(cluster?.monthly).toMatchObject({ value: 0, low: 0 });
    expect(cluster?.monthly.high).toBeGreaterThan(50);
    expect(cluster?.bound).toBeNull();
  });
});

describe('pricePlatform', () => {
  const amounts = Object.fromEntries(
    PLATFORM_ROLES.map(({ role }) => [role, amount(`need.${role}`, role === 'egress' ? 1_000 : 1)]),
  ) as Record<PlatformRoleName, Figure>;
  const at = (provider: string, region: string, over: Partial<Record<PlatformRoleName, Figure>> = {}) =>
    pricePlatform({ scope: 'w1', provider, region, amounts: { ...amounts, ...over } }, catalog);
  const part = (parts: ReturnType<typeof at>, role: string) => {
    const found = parts.find((entry) => entry.role === role);
    if (!found) throw new TypeError(role);
    return found;
  };

  it('finds every name that it asks for in the catalog', () => {
    for (const role of PLATFORM_ROLES)
      for (const [provider, name] of Object.entries(role.names)) {
        const rows = catalog.managedServicesWith({ provider, category: role.service });
        expect(rows.map((row) => row.service)).toContain(name);
      }
  });

  it('takes the price of the region itself without widening it', () => {
    const control = part(at('aws', 'us-east-1'), 'control-plane');
    expect(control.monthly).toMatchObject({ value: 73, low: null, high: null });
    expect(control.elsewhere).toBe(false);
  });

  it('lets another region stand in, with the range of all that is listed', () => {
    const storage = part(at('gcp', 'europe-west9'), 'object-storage');
    expect(storage.elsewhere).toBe(true);
    expect(storage.monthly.low).toBeLessThanOrEqual(storage.monthly.value ?? 0);
    expect(storage.monthly.high).toBeGreaterThan(storage.monthly.value ?? Infinity);
    expect(storage.monthly.formula).toContain('stands in for europe-west9');
  });

  it('leaves unknown what a provider does not list, bounded by the dearest that others do', () => {
    const logs = part(at('oci', 'eu-frankfurt-1'), 'logs');
    expect(logs.monthly.value).toBeNull();
    expect(logs.bound?.value).toBeCloseTo(2.99, 8);
    const unasked = part(at('aws', 'us-east-1', { logs: amount('need.logs', null) }), 'logs');
    expect(unasked.monthly.unknown).toBe('nobody said');
    expect(unasked.bound).toBeNull();
  });

  it('gives figures that one book can hold', () => {
    const book = new FigureBook();
    for (const provider of ['aws', 'azure', 'gcp', 'oci']) {
      const parts = pricePlatform({ scope: `w1.${provider}`, provider, region: 'nowhere', amounts }, catalog);
      for (const entry of parts) book.addAll(entry.figures);
    }
    expect(book.all().every(({ id }) => !id.includes(' '))).toBe(true);
  });
});

describe('priceOwned', () => {
  const hardware = {
    scope: 'own',
    accelerators: amount('n', 16),
    purchasePrice: amount('price', 30_000),
    depreciationYears: DEPRECIATION_YEARS,
    power: amount('w', 700),
    serverOverhead: SERVER_OVERHEAD,
    pue: amount('pue', 1.5),
    powerPrice: amount('kwh', 0.2),
  };

  it('writes off and powers the accelerators', () => {
    const { depreciation, power } = priceOwned(hardware);
    // 16 x 30,000 / 60 months; 6 years at the low end, 4 at the high one.
    expect(depreciation.value).toBe(8_000);
    expect(depreciation.low).toBeCloseTo(6_666.67, 2);
    expect(depreciation.high).toBe(10_000);
    // 16 x 0.7 kW x 1.5 x 1.5 x 730 h x 0.2 USD.
    expect(power.value).toBeCloseTo(3_679.2, 6);
  });

  it('does not invent a price of hardware or of power', () => {
    const { depreciation, power } = priceOwned({ ...hardware, purchasePrice: amount('price', null) });
    expect(depreciation.unknown).toBe('nobody said');
    expect(power.value).not.toBeNull();
  });
});

describe('priceOwnedServers', () => {
  const row = {
    id: 'frankfurt',
    name: 'Frankfurt',
    acceleratorId: 'h100-sxm5-80gb',
    acceleratorsPerServer: 8,
    servers: 2,
    purchaseUSDPerServer: 280_000,
    depreciationYears: 5,
    residualShare: 0.1,
    powerKW: 10.2,
    usdPerKWh: 0.2,
    pue: null,
    people: 1.5,
    personUSDPerYear: 120_000,
    hostingUSDPerMonth: 2_500,
    maintenanceSharePerYear: 0.05,
    country: 'DEU',
    source: { title: 'own file', url: 'urn:own', asOf: '2026-11-01', confidence: 'high' },
  } as const;

  it('writes off, powers, maintains and staffs them as their file says', () => {
    const { perServer, together } = priceOwnedServers(row, amount('pue', 1.4));
    const usd = (parts: typeof perServer) => parts.map(({ monthly }) => monthly.value);
    // 280,000 x 0.9 / 60; 10.2 x 1.4 x 730 x 0.2; 280,000 x 0.05 / 12.
    expect(usd(perServer)).toEqual([4_200, expect.closeTo(2_084.88, 6), expect.closeTo(1_166.667, 3)]);
    expect(usd(together)).toEqual([2_500, 15_000]);
  });

  it('says nothing of what the file does not say', () => {
    const bare = { ...row, people: null, hostingUSDPerMonth: null, maintenanceSharePerYear: null };
    const { perServer, together } = priceOwnedServers(bare, amount('pue', 1.4));
    expect(perServer).toHaveLength(2);
    expect(together).toEqual([]);
  });
});
