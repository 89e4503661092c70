import { instancePriceFigure } from '../fact-figures';
import { loadCatalog } from '../load-catalog';
import { effectiveCatalog } from './effective-catalog';
import type { CatalogOverrides, OverrideFile, OverrideKind, OverrideRows } from './override-file';

const base = loadCatalog();
const H100 = 'aws/p5.48xlarge/us-east-1';

function aFile<Kind extends OverrideKind>(
  kind: Kind,
  ...rows: Array<OverrideRows[Kind]>
): OverrideFile<Kind> {
  return { kind, name: `our ${kind}`, asOf: '2026-10-01', confidence: 'high', rows };
}

const withFiles = (...files: readonly OverrideFile[]) => effectiveCatalog(base, { version: 3, files });

describe('effectiveCatalog', () => {
  it('is the base where the tenant has no files', () => {
    expect(effectiveCatalog(base, { version: 0, files: [] })).toBe(base);
  });

  it('puts the price of the tenant in place of the list price, with its file as the source', () => {
    const own = {
      provider: 'aws',
      instanceType: 'p5.48xlarge',
      region: 'us-east-1',
      onDemandUSDPerHour: 40,
    } as const;
    const row = withFiles(aFile('instance-prices', own)).instance(H100);
    const price = instancePriceFigure(row, 'on-demand');
    expect(price).toMatchObject({ value: 40, method: 'sourced' });
    expect(price.sources).toEqual([
      {
        title: 'price of aws p5.48xlarge in us-east-1, from your own file "our instance-prices"',
        url: '',
        asOf: '2026-10-01',
        confidence: 'high',
      },
    ]);
    expect(row.acceleratorCount).toBe(base.instance(H100).acceleratorCount);
  });

  it('leaves a price of which the tenant says nothing as listed, with the list as its source', () => {
    const listed = base.instances.find((row) => row.commit1yUSDPerHour !== null)!;
    const { provider, instanceType, region } = listed;
    const own = { provider, instanceType, region, onDemandUSDPerHour: 1 };
    const row = withFiles(aFile('instance-prices', own)).instance(listed.id);
    expect(instancePriceFigure(row, 'commit-1y')).toEqual(instancePriceFigure(listed, 'commit-1y'));
  });

  it('takes a discount off list prices by a formula that names both', () => {
    const list = base.instance(H100).onDemandUSDPerHour!;
    const row = withFiles(aFile('discounts', { provider: 'AWS', percent: 10 })).instance(H100);
    const price = instancePriceFigure(row, 'on-demand');
    expect(price.value).toBeCloseTo(list * 0.9, 8);
    expect(price.method).toBe('computed');
    expect(price.formula).toBe(`list price ${list} USD/h x (1 - 10 / 100)`);
    expect(price.sources.map(({ url }) => url)).toEqual([base.instance(H100).source.url, '']);
  });

  it('leaves the price that a tenant gave alone, and spot unless it is named', () => {
    const spot = base.instances.find((row) => row.spotUSDPerHour !== null)!;
    const { provider, instanceType, region } = spot;
    const own = { provider, instanceType, region, onDemandUSDPerHour: 1 };
    const catalog = withFiles(aFile('instance-prices', own), aFile('discounts', { provider, percent: 50 }));
    expect(catalog.instance(spot.id)).toMatchObject({
      onDemandUSDPerHour: 1,
      spotUSDPerHour: spot.spotUSDPerHour,
    });
    const all = withFiles(aFile('discounts', { provider, percent: 50, purchases: ['spot'] }));
    expect(all.instance(spot.id).spotUSDPerHour).toBeCloseTo(spot.spotUSDPerHour! / 2, 8);
  });

  it('lets the most specific discount stand alone, and of two alike the later one', () => {
    const list = base.instance(H100).onDemandUSDPerHour!;
    const priceWith = (...rows: Array<OverrideRows['discounts']>) =>
      withFiles(aFile('discounts', ...rows)).instance(H100).onDemandUSDPerHour! / list;
    const family = { provider: 'aws', percent: 30, instanceFamily: 'p5' };
    expect(priceWith(family, { provider: 'aws', percent: 10 })).toBeCloseTo(0.7, 8);
    expect(priceWith({ ...family, instanceFamily: 'p4' }, { provider: 'aws', percent: 10 })).toBeCloseTo(
      0.9,
      8,
    );
    expect(priceWith({ provider: 'aws', percent: 10 }, { provider: 'aws', percent: 20 })).toBeCloseTo(0.8, 8);
    expect(priceWith({ ...family, regions: ['eu-west-1'] })).toBe(1);
  });

  it.each([
    ['p5', 'aws', 'p5.48xlarge', true],
    ['p', 'aws', 'p5.48xlarge', true],
    ['g5', 'aws', 'g5g.xlarge', false],
    ['Standard_ND', 'azure', 'Standard_ND96isr_H100_v5', true],
  ] as const)('says whether the family %s of %s has %s', (instanceFamily, provider, instanceType, has) => {
    const { category: _, ...row } = base.instance(H100);
    const rows = new Map([
      ['x', { ...row, category: 'accelerator' as const, provider, instanceType, id: 'x' }],
    ]);
    const small = base.with({ instances: rows }, { version: 0, files: [] });
    const files = [aFile('discounts', { provider, percent: 50, instanceFamily })];
    const [found] = effectiveCatalog(small, { version: 1, files }).instances;
    expect(found!.onDemandUSDPerHour! < row.onDemandUSDPerHour!).toBe(has);
  });

  it('holds the prices of APIs and services, models, frameworks and servers of the tenant', () => {
    const catalog = withFiles(
      aFile('api-prices', { id: 'openai/gpt-5', inputUSDPerMTok: 1, outputUSDPerMTok: 8 }),
      aFile('service-prices', { provider: 'aws', service: 'EBS gp3', region: 'us-east-1', priceUSD: 0.06 }),
      aFile('models', {
        ...{ id: 'house-8b', name: 'House 8B', kind: 'chat', totalParamsB: 8, layers: 32, hiddenSize: 4096 },
        ...{ attentionHeads: 32, kvHeads: 8, contextLength: 32768, license: 'own' },
      }),
      aFile('frameworks', {
        ...{ id: 'house-policy', name: 'House policy', version: '3', authority: 'Board' },
        requirements: [
          {
            ref: '1',
            title: 'Encrypt',
            theme: 'encryption at rest',
            evidence: 'Keys',
            properties: ['encryptionAtRest'],
            triggers: ['any_org'],
          },
        ],
      }),
      aFile('owned-hardware', {
        ...{ id: 'rack-a', acceleratorId: 'h100-sxm5-80gb', acceleratorsPerServer: 8, servers: 2 },
        ...{ purchaseUSDPerServer: 250_000, depreciationYears: 5, powerKW: 10.2, usdPerKWh: 0.18 },
      }),
    );
    const gpt = catalog.apiPrice('openai/gpt-5');
    expect(gpt).toMatchObject({ inputUSDPerMTok: 1, cachedInputUSDPerMTok: null, provider: 'OpenAI' });
    expect(gpt.contextWindow).toBe(base.apiPrice('openai/gpt-5').contextWindow);
    expect(catalog.managedService('aws/EBS gp3/us-east-1')).toMatchObject({
      priceUSD: 0.06,
      unit: 'GB-month',
    });
    // 2 numbers (key, value) x 32 layers x 8 heads x 128 x 2 bytes
    expect(catalog.model('house-8b')).toMatchObject({
      headDim: 128,
      kvBytesPerTokenFp16: 131_072,
      activeParamsB: 8,
    });
    expect(catalog.framework('house-policy').requirementCount).toBe(1);
    expect(catalog.ownedServers('rack-a')).toMatchObject({ servers: 2, pue: null, people: null });
    for (const rows of [catalog.models, catalog.frameworks, catalog.ownedHardware, catalog.apiPrices]) {
      expect(rows.every((row) => row.source.title && row.source.asOf && row.source.confidence)).toBe(true);
    }
  });

  it('lets a later file stand before an earlier one', () => {
    const price = (inputUSDPerMTok: number) =>
      aFile('api-prices', { id: 'openai/gpt-5', inputUSDPerMTok, outputUSDPerMTok: 8 });
    expect(withFiles(price(1), price(2)).apiPrice('openai/gpt-5').inputUSDPerMTok).toBe(2);
  });

  it('touches neither the base nor the files, and can itself not be changed', () => {
    const before = JSON.stringify([base.instances, base.apiPrices, base.managedServices, base.models]);
    const overrides: CatalogOverrides = {
      version: 9,
      files: [aFile('discounts', { provider: 'aws', percent: 25 })],
    };
    const catalog = effectiveCatalog(base, overrides);
    expect(JSON.stringify([base.instances, base.apiPrices, base.managedServices, base.models])).toBe(before);
    expect(catalog.overrides).toEqual(overrides);
    const row = catalog.instance(H100);
    expect(() => Object.assign(row, { onDemandUSDPerHour: 0 })).toThrow(TypeError);
    expect(() => Object.assign(row.ownPrices!, { spot: null })).toThrow(TypeError);
    expect(() => (catalog.instances as unknown[]).push(row)).toThrow(TypeError);
    expect(() => Object.assign(catalog, { overrides: null })).toThrow(TypeError);
  });

  it('never raises a price by a discount, and never by a larger one than a smaller', () => {
    const cheaper = (percent: number) =>
      withFiles(aFile('discounts', ...['aws', 'gcp', 'azure'].map((provider) => ({ provider, percent }))));
    const ladder = [base, cheaper(1), cheaper(12.5), cheaper(40), cheaper(99)];
    for (const [at, catalog] of ladder.slice(1).entries()) {
      const dearer = ladder[at]!;
      for (const row of catalog.instances) {
        expect(row.onDemandUSDPerHour ?? 0).toBeLessThanOrEqual(
          dearer.instance(row.id).onDemandUSDPerHour ?? 0,
        );
      }
      for (const row of catalog.managedServices) {
        expect(row.priceUSD).toBeLessThanOrEqual(dearer.managedService(row.id).priceUSD);
      }
    }
  });
});
