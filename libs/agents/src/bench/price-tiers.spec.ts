import type { Provider } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { createWorkbench } from '../create-workbench';
import { platformOf } from './price-platform';

function partAt(availabilityPercent: number, role: string, provider: Provider = 'aws', region = 'us-east-1') {
  const chat = {
    id: 'chat',
    kind: 'llm-serving',
    model: { id: 'llama-3.1-8b' },
    traffic: {
      requestsPerDay: 20_000,
      inputTokens: { p50: 2_000, p95: 2_000 },
      outputTokens: { p50: 500, p95: 500 },
    },
    slo: { availabilityPercent },
  } as const;
  const constraints = { selfHostOnly: true, providers: [provider], regions: [region] };
  const input = { name: 'x', workloads: [chat], constraints };
  const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog: loadCatalog() });
  const part = platformOf(bench)?.parts.find((one) => one.role === role);
  const sized = (name: string) => bench.figures.get(`sizing.chat.tier.database.${name}`)?.value;
  return { part, sized };
}

describe('the disks of the managed database', () => {
  it('hold the requests and answers that are kept, once for each instance, at the listed price of a GB', () => {
    // By hand: 20,000 a day x 2,500 tokens x 4 bytes x 30 days = 6 GB, at 0.115 USD a GB-month.
    expect(partAt(99, 'database-storage').part?.monthly.value).toBeCloseTo(6 * 0.115, 9);
    const spare = partAt(99.9, 'database-storage').part;
    expect(spare?.monthly.value).toBeCloseTo(2 * 6 * 0.115, 9);
    expect(spare?.monthly).toMatchObject({ sources: [expect.anything()], method: 'computed' });
    expect(spare?.monthly.high).toBeGreaterThan(spare?.monthly.value ?? Infinity);
  });
});

describe('the managed database', () => {
  it.each([
    ['aws', 'us-east-1'],
    ['azure', 'eastus'],
  ] as const)('is priced of %s with the processors and instances that are sized', (provider, region) => {
    const { part, sized } = partAt(99.9, 'database', provider, region);
    const listed = /\((\d+) vCPU, (\d+) GiB\)$/.exec(part?.row?.service ?? '');
    expect([sized('instance-vcpus'), sized('instances'), sized('vcpus')]).toEqual([2, 2, 4]);
    expect(Number(listed?.[1])).toBe(sized('instance-vcpus'));
    expect(part?.monthly.value).toBeCloseTo((sized('instances') ?? 0) * (part?.row?.priceUSD ?? 0) * 730, 9);
  });
});
