import { loadCatalog } from '@app/catalog';
import { sizeIndex } from '@app/sizing';
import { priceIndex } from './price-index';

const catalog = loadCatalog();
const sizing = sizeIndex({
  workloadId: 'w1',
  documents: 100_000,
  tokensPerDocument: 2000,
  chunkTokens: 512,
  chunkOverlapTokens: 64,
  dimensions: 1024,
  bytesPerElement: 4,
  links: 16,
  inputRefs: {},
});

describe('priceIndex', () => {
  it('takes the cheapest instance that holds the index, and a disk of its size', () => {
    const pricing = priceIndex(sizing, catalog, { provider: 'aws', region: 'us-east-1' });
    const host = catalog
      .instancesWith({ provider: 'aws', region: 'us-east-1' })
      .find((row) => row.instanceType === pricing.instanceType);
    expect(host?.memoryGiB).toBeGreaterThanOrEqual(sizing.memoryBytes / 2 ** 30);
    expect(pricing.compute.value).toBeCloseTo((host?.onDemandUSDPerHour ?? 0) * 730, 8);
    expect(pricing.storage.value).toBeCloseTo((sizing.memoryBytes / 1e9) * 0.08, 8);
    expect(pricing.monthly.value).toBeCloseTo((pricing.compute.value ?? 0) + (pricing.storage.value ?? 0), 8);
  });

  it('is unknown where the region lists no disk', () => {
    const pricing = priceIndex(sizing, catalog, { provider: 'aws', region: 'eu-central-1' });
    expect(pricing.monthly.value).toBeNull();
    expect(pricing.storage.unknown).toContain('no disk price');
  });
});
