import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { agentById } from '../agents';
import { createWorkbench } from '../create-workbench';

/** What a month of an archive costs on rented hardware, in USD, and what was assumed for it. */
async function archive(passesPerMonth?: number) {
  const input: AssessmentInput = {
    name: 'Archive',
    constraints: { selfHostOnly: true },
    workloads: [
      {
        id: 'archive',
        kind: 'embedding',
        model: { id: 'bge-m3' },
        precision: 'fp16',
        traffic: {
          batchItems: 38_000_000,
          batchWindowHours: 60,
          inputTokens: { p50: 480, p95: 760 },
          ...(passesPerMonth === undefined ? {} : { passesPerMonth }),
        },
      },
    ],
  };
  const bench = createWorkbench({
    input,
    catalog: loadCatalog(),
    asOf: '2026-11-20',
    seed: 1,
    decisions: [],
  });
  const { figures } = await agentById('cloud-engineer').analyse(bench, new AbortController().signal);
  const monthly = figures.find(({ id }) => id === 'cloud-engineer.monthly-cost')?.value ?? NaN;
  const passes = bench.workloads[0]?.workload.values.passesPerMonth;
  return { monthly, passes };
}

describe('passes of a batch workload', () => {
  it('cost as often as was said that they run', async () => {
    const assumed = await archive();
    const yearly = await archive(1 / 12);
    expect(assumed.passes).toMatchObject({ value: 1, method: 'assumed' });
    expect(yearly.passes).toMatchObject({ value: 1 / 12, method: 'sourced' });
    expect(yearly.monthly / assumed.monthly).toBeCloseTo(1 / 12, 6);
  });
});
