import { loadCatalog } from '@app/catalog';
import { createWorkbench } from '../create-workbench';
import { platformOf } from './price-platform';

function platformAt(availabilityPercent: number) {
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
  const constraints = { selfHostOnly: true, providers: ['aws'], regions: ['us-east-1'] } as const;
  const input = { name: 'x', workloads: [chat], constraints };
  const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog: loadCatalog() });
  return platformOf(bench)?.parts.find(({ role }) => role === 'database-storage');
}

describe('the disks of the managed database', () => {
  it('hold the requests and answers that are kept, once for each instance, at the listed price of a GB', () => {
    // By hand: 20,000 a day x 2,500 tokens x 4 bytes x 30 days = 6 GB, at 0.115 USD a GB-month.
    expect(platformAt(99)?.monthly.value).toBeCloseTo(6 * 0.115, 9);
    const spare = platformAt(99.9);
    expect(spare?.monthly.value).toBeCloseTo(2 * 6 * 0.115, 9);
    expect(spare?.monthly).toMatchObject({ sources: [expect.anything()], method: 'computed' });
    expect(spare?.monthly.high).toBeGreaterThan(spare?.monthly.value ?? Infinity);
  });
});
