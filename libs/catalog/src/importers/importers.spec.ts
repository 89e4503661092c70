import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../load-catalog';
import type { OverrideKind } from '../overrides/override-file';
import { readOverrideFile } from '../overrides/read-override-file';
import { AwsPriceList } from './aws-price-list';
import { AzureRetailPrices } from './azure-retail-prices';
import { GoogleBillingCatalog } from './google-billing-catalog';
import { modelOfConfig, type ModelImport } from './model-config';

const catalog = loadCatalog();
const sample = (name: string): string => readFileSync(join(__dirname, 'samples', name), 'utf8');
const source = { url: 'https://example.com/list', date: '2026-11-01' };

/** That rows can stand in a catalog as they are. */
function expectTaken(kind: OverrideKind, rows: readonly unknown[]): void {
  const json = { kind, rows };
  expect(
    readOverrideFile({ name: 'import', asOf: '2026-11-01', content: { json } }, catalog).problems,
  ).toEqual([]);
}

describe('the AWS price list', () => {
  const read = (text: string, size = text.length) => {
    const list = new AwsPriceList(catalog);
    for (let at = 0; at < text.length; at += size) list.push(text.slice(at, at + size));
    return list.end(source.url, '2026-11-01');
  };

  it('gives the plain Linux prices of known instance types, dated by the list', () => {
    const rows = read(sample('aws-ec2.csv'));
    const known = catalog.instances.find((row) => row.instanceType === 'p5.48xlarge')!;
    expect(rows.find((row) => row.instanceType === 'p5.48xlarge')).toEqual({
      ...{ provider: 'aws', instanceType: 'p5.48xlarge', region: 'eu-west-1' },
      ...{ onDemandUSDPerHour: 12.34, commit1yUSDPerHour: 9.87, commit3yUSDPerHour: 7.65 },
      ...{ category: known.category, vCPU: known.vCPU, memoryGiB: known.memoryGiB },
      ...{ acceleratorId: 'h100-sxm5-80gb', acceleratorCount: 8 },
      ...{ source: source.url, sourceDate: '2026-10-15', confidence: 'high' },
    });
    expect(rows.some((row) => row.instanceType === 'x9.imaginary')).toBe(false);
    expectTaken('instance-prices', rows);
  });

  it('gives the same however the file is cut', () => {
    const text = sample('aws-ec2.csv');
    expect(read(text, 7)).toEqual(read(text));
    expect(read(text, 64)).toEqual(read(text));
  });

  it.each([
    ['{"formatVersion": "v1.0"}', /no line with its columns/],
    [`${'"a","b"\n'.repeat(20)}`, /name no columns/],
    ['"FormatVersion","v1.0"\n"SKU","TermType","Unit"\n', /PricePerUnit, Currency/],
  ])('refuses what is none: %j', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'import.bad-format',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});

describe('Azure retail prices', () => {
  it('give on demand, spot and the terms of reservations by the hour', () => {
    const prices = new AzureRetailPrices(catalog);
    const next = prices.page(JSON.parse(sample('azure-retail-prices.json')));
    const rows = prices.end(source.url, source.date);
    expect(next).toBe('https://prices.azure.com:443/api/retail/prices?$skip=1000');
    expect(rows.find((row) => row.instanceType === 'Standard_NC24ads_A100_v4')).toMatchObject({
      ...{ provider: 'azure', region: 'northeurope', onDemandUSDPerHour: 4.44, spotUSDPerHour: 1.11 },
      // 26,280 USD for 8,760 hours; 52,560 USD for 26,280 hours.
      ...{ commit1yUSDPerHour: 3, commit3yUSDPerHour: 2, sourceDate: '2026-11-01' },
    });
    expectTaken('instance-prices', rows);
  });

  it.each([[null], [{ Items: [{}] }], [{ error: 'x' }]])('refuses %j', (page) => {
    expect(() => new AzureRetailPrices(catalog).page(page)).toThrow(/Azure retail prices/);
  });
});

describe('the Cloud Billing Catalog of Google', () => {
  interface Page {
    readonly skus: Array<Record<string, unknown>>;
  }
  const page = (): Page => JSON.parse(sample('google-billing-skus.json')) as Page;
  const read = (content: Page, region = 'us-central1') => {
    const prices = new GoogleBillingCatalog(catalog, region);
    prices.page(content);
    return prices.end(source);
  };
  const machine = (content: Page, instanceType: string) =>
    read(content).rows.find((row) => row.instanceType === instanceType);

  it('adds up the cores, the memory and the accelerators of a machine', () => {
    const { rows } = read(page());
    // 12 x 0.03 + 85 x 0.004 + 1 x 3; spot 12 x 0.015 + 85 x 0.002 + 1 x 1.
    expect(machine(page(), 'a2-highgpu-1g')).toMatchObject({
      ...{ provider: 'gcp', region: 'us-central1', acceleratorId: 'a100-sxm4-40gb', acceleratorCount: 1 },
      ...{ onDemandUSDPerHour: 3.7, spotUSDPerHour: 1.35, source: source.url, sourceDate: source.date },
    });
    // 24 x 0.02 + 96 x 0.002 + 2 x 0.5; for a year 24 x 0.015 + 96 x 0.0015 + 2 x 0.375.
    expect(machine(page(), 'g2-standard-24')).toMatchObject({
      ...{ onDemandUSDPerHour: 1.672, commit1yUSDPerHour: 1.254, spotUSDPerHour: 0.736 },
    });
    expectTaken('instance-prices', rows);
  });

  it('gives no price of a machine of which a part has none, and says which', () => {
    const { rows, unknown } = read(page());
    expect(machine(page(), 'g2-standard-24')?.commit3yUSDPerHour).toBeUndefined();
    expect(unknown).toContain('g2-standard-24, commit-3y: there is no price of accelerator Nvidia L4 GPU');
    expect(unknown).toContain('e2-standard-4, on-demand: there is no price of memory E2');
    expect(rows.some(({ instanceType }) => /^(a3-|a2-ultra|e2-|n2-)/.test(instanceType))).toBe(false);
    expect(unknown.find((line) => line.startsWith('a3-highgpu-8g'))).toContain('local disks');
    expect(unknown.find((line) => line.startsWith('m3-ultramem-32'))).toContain('not known');
    expect(read(page(), 'europe-west3').rows).toEqual([]);
  });

  it('adds up to the listed price of a machine from listed prices of its parts', () => {
    const content = page();
    const listed: ReadonlyArray<readonly [string, number]> = [
      ['G2 Instance Core', 24_988_000],
      ['G2 Instance Ram', 2_927_000],
      ['Nvidia L4 GPU running', 560_040_000],
    ];
    for (const [words, nanos] of listed) {
      const sku = content.skus.find(({ description }) => String(description).startsWith(words));
      const [pricing] = sku?.pricingInfo as Array<{ pricingExpression: Record<string, unknown> }>;
      pricing!.pricingExpression.tieredRates = [
        { startUsageAmount: 0, unitPrice: { currencyCode: 'USD', nanos } },
      ];
    }
    for (const type of ['g2-standard-8', 'g2-standard-96']) {
      const known = catalog.instances.find(
        (row) => row.provider === 'gcp' && row.instanceType === type && row.region === 'us-central1',
      );
      expect(machine(content, type)!.onDemandUSDPerHour).toBeCloseTo(known!.onDemandUSDPerHour!, 3);
    }
  });

  it.each<[string, (pricing: Record<string, unknown>) => void, RegExp]>([
    ['another unit', (pricing) => (pricing.usageUnit = 'mo'), /priced in mo, expected h/],
    [
      'several tiers',
      (pricing) => (pricing.tieredRates = [...(pricing.tieredRates as []), {}]),
      /no single price/,
    ],
    ['no rate', (pricing) => (pricing.tieredRates = []), /no single price/],
    [
      'another currency',
      (pricing) => (pricing.tieredRates = [{ unitPrice: { currencyCode: 'EUR', units: '1' } }]),
      /priced in EUR/,
    ],
    [
      'no price',
      (pricing) => (pricing.tieredRates = [{ unitPrice: { currencyCode: 'USD' } }]),
      /the price 0/,
    ],
  ])('leaves out the machines of a SKU with %s, and takes the others', (_what, change, words) => {
    const content = page();
    const sku = content.skus.find(
      ({ description }) => description === 'G2 Instance Core running in Americas',
    );
    const [pricing] = sku?.pricingInfo as Array<{ pricingExpression: Record<string, unknown> }>;
    change(pricing!.pricingExpression);
    expect(machine(content, 'g2-standard-24')?.onDemandUSDPerHour).toBeUndefined();
    expect(machine(content, 'a2-highgpu-1g')?.onDemandUSDPerHour).toBe(3.7);
    expect(read(content).unknown.find((line) => line.startsWith('g2-standard-24, on-demand'))).toMatch(words);
  });

  it('leaves out machines of a part that has two prices', () => {
    const content = page();
    const [core] = content.skus;
    const text = JSON.stringify(core).replace('"nanos":30000000', '"nanos":31000000');
    content.skus.push(JSON.parse(text) as Record<string, unknown>, core!);
    expect(machine(content, 'a2-highgpu-1g')?.onDemandUSDPerHour).toBeUndefined();
    expect(machine(content, 'a2-highgpu-1g')?.spotUSDPerHour).toBe(1.35);
  });

  it.each([[null], [{ error: { code: 403 } }], [{ skus: [{}] }]])('refuses %j', (content) => {
    expect(() => new GoogleBillingCatalog(catalog, 'us-central1').page(content)).toThrow(
      /Cloud Billing Catalog/,
    );
  });
});

describe('a config.json of a model', () => {
  const model: ModelImport = { id: 'mine', name: 'Mine', organisation: null, license: 'own', source };
  const of = (name: string) => modelOfConfig(JSON.parse(sample(name)), model);

  it.each([
    ['llama-3.1-8b.config.json', 'llama-3.1-8b'],
    ['deepseek-v3.config.json', 'deepseek-v3'],
  ])('gives %s the structure and the parameters that the catalog has of %s', (name, id) => {
    const row = of(name);
    const listed = catalog.model(id);
    expect(row.totalParamsB / listed.totalParamsB).toBeCloseTo(1, 2);
    expect(row.activeParamsB! / listed.activeParamsB).toBeGreaterThan(0.97);
    expect(row.activeParamsB! / listed.activeParamsB).toBeLessThan(1.03);
    for (const field of [
      'layers',
      'hiddenSize',
      'attentionHeads',
      'vocabSize',
      'experts',
      'expertsPerToken',
      'mlaKvLoraRank',
    ] as const) {
      expect([field, row[field]]).toEqual([field, listed[field]]);
    }
    expectTaken('models', [row]);
  });

  it('counts the parameters of every plain model of the catalog to within a few percent', () => {
    const plain = catalog.models.filter(
      (row) =>
        row.experts === undefined &&
        row.attention !== 'MLA' &&
        row.intermediateSize &&
        row.vocabSize &&
        row.computedParamsB,
    );
    const off = plain.map((row) => {
      const config = (tied: boolean) => ({
        ...{ hidden_size: row.hiddenSize, num_hidden_layers: row.layers, vocab_size: row.vocabSize },
        ...{
          num_attention_heads: row.attentionHeads,
          num_key_value_heads: row.kvHeads,
          head_dim: row.headDim,
        },
        ...{
          intermediate_size: row.intermediateSize,
          max_position_embeddings: row.contextLength,
          tie_word_embeddings: tied,
        },
      });
      // The catalog does not say which models tie their embeddings.
      return Math.min(
        ...[true, false].map((tied) =>
          Math.abs(modelOfConfig(config(tied), model).totalParamsB / row.totalParamsB - 1),
        ),
      );
    });
    expect(plain.length).toBeGreaterThan(20);
    expect(off.filter((share) => share < 0.03).length / plain.length).toBeGreaterThan(0.8);
  });

  it('takes given parameters before counted ones, and the text part of a model that also sees', () => {
    const config = JSON.parse(sample('llama-3.1-8b.config.json')) as object;
    const row = modelOfConfig({ model_type: 'mllama', text_config: config }, { ...model, totalParamsB: 8.5 });
    expect(row).toMatchObject({
      totalParamsB: 8.5,
      activeParamsB: 8.5,
      computedParamsB: 8.03,
      layers: 32,
      confidence: 'high',
    });
  });

  it.each([
    [{}, /hidden_size/],
    [null, /it: /],
    [
      { ...(JSON.parse(sample('llama-3.1-8b.config.json')) as object), layers_block_type: [] },
      /layers of another kind/,
    ],
    [
      { ...(JSON.parse(sample('llama-3.1-8b.config.json')) as object), num_local_experts: 8 },
      /num_experts_per_tok/,
    ],
  ])('refuses %j', (config, message) => {
    expect(() => modelOfConfig(config, model)).toThrow(message);
  });
});
