import { loadCatalog } from '@app/catalog';
import { searchOptions } from '@app/search';
import { createWorkbench } from '../create-workbench';
import { searchOrder } from './search-workload';

const catalog = loadCatalog();
const COST_ALONE = { cost: 1, latency: 0, carbon: 0, risk: 0 };

function aBench() {
  const workload = {
    id: 'chat',
    kind: 'llm-serving' as const,
    model: { id: 'deepseek-v3' },
    precision: 'bf16' as const,
    traffic: { requestsPerDay: 400_000_000 },
  };
  return createWorkbench({
    input: { name: 'A test', workloads: [workload] },
    catalog,
    asOf: '2026-11-20',
    seed: 1,
  });
}

describe('the plan and the search on a model that few machines hold', () => {
  const bench = aBench();
  const [workload] = bench.workloads;
  if (!workload) throw new Error('expected the workload that was given');
  const offers = workload.priced().offers.filter(({ priced }) => priced.monthlyOnDemandUsd !== null);

  it.each([...new Set(offers.map(({ sizing }) => sizing.of.acceleratorId))])(
    'ask the same for it on %s',
    (acceleratorId) => {
      const planned = offers.find(({ sizing }) => sizing.of.acceleratorId === acceleratorId);
      const order = searchOrder(bench, workload, { pins: { acceleratorId, purchase: 'on-demand' } });
      const { recommended } = searchOptions({ ...order, catalog, weights: COST_ALONE });
      expect(recommended?.hardware?.acceleratorId).toBe(acceleratorId);
      expect(planned?.priced.monthlyOnDemandUsd).toBeCloseTo(recommended?.costUsdPerMonth ?? NaN, 2);
      expect(planned?.priced.instances).toBe(recommended?.hardware?.instances);
    },
  );

  it('agree on the cheapest hardware', () => {
    const order = searchOrder(bench, workload, { pins: { purchase: 'on-demand' } });
    const { recommended } = searchOptions({ ...order, catalog, weights: COST_ALONE });
    expect(workload.cheapest()?.sizing.of.acceleratorId).toBe(recommended?.hardware?.acceleratorId);
    expect(workload.cheapest()?.priced.monthlyOnDemandUsd).toBeCloseTo(
      recommended?.costUsdPerMonth ?? NaN,
      2,
    );
  });
});
