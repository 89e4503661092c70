import type { AssessmentInput, WorkloadInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { agentById } from '../agents';
import { Analysis } from '../analysis';
import { createWorkbench } from '../create-workbench';
import { ownedGrowth } from '../simulation/owned-growth';

const chat = (id: string): WorkloadInput => ({
  id,
  kind: 'llm-serving',
  model: { id: 'llama-3.3-70b' },
  precision: 'fp8',
  traffic: { requestsPerDay: 20_000 },
});

function aBench(count: number, decisions: Parameters<typeof createWorkbench>[0]['decisions'] = []) {
  const input: AssessmentInput = {
    name: 'Two on one',
    workloads: [chat('first'), chat('second')],
    constraints: { selfHostOnly: true },
    currentInfrastructure: [{ provider: 'on-premises', acceleratorId: 'h100-sxm5-80gb', count, owned: true }],
  };
  return createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1, decisions });
}

describe('owned accelerators of two workloads', () => {
  const needed = aBench(64).workloads[0]?.ownedFit()?.sizing.of.accelerators ?? 0;

  it('are not given to both: the second has what the first leaves', async () => {
    expect(needed).toBeGreaterThan(1);
    const bench = aBench(2 * needed - 1);
    const [first, second] = bench.workloads;
    expect(first?.ownedFit()?.sizing.of.accelerators).toBe(needed);
    expect(second?.ownedFit()).toBeNull();
    const { findings, figures } = await agentById('infrastructure').analyse(
      bench,
      new AbortController().signal,
    );
    const said = findings.find(({ id }) => id === 'infrastructure.second.owned-h100-sxm5-80gb');
    expect(said?.statement).toContain('not enough for both at the same time');
    expect(figures.find(({ id }) => id === 'infrastructure.second.owned-h100-sxm5-80gb.taken')?.value).toBe(
      needed,
    );
  });

  it('hold both where there are enough', () => {
    const [first, second] = aBench(2 * needed).workloads;
    expect([first?.ownedFit(), second?.ownedFit()].map((fit) => fit?.sizing.of.accelerators)).toEqual([
      needed,
      needed,
    ]);
  });

  it('are there for the second where a person decided otherwise on the first', () => {
    const decisions = [{ key: 'first.provider', option: 'aws/us-east-1', by: 'Ada' }];
    const [first, second] = aBench(needed, decisions).workloads;
    expect(first?.ownedFit()).toBeNull();
    expect(second?.ownedFit()?.sizing.of.accelerators).toBe(needed);
    // The first’s own position is taken as if nobody had decided: it would stay on them.
    expect(first?.undecided().ownedFit()?.sizing.of.accelerators).toBe(needed);
  });

  it('are said to be shared with whom, and of whom the need is subtracted', async () => {
    const said = async (count: number, place: number) => {
      const bench = aBench(count);
      const [first, second] = bench.workloads;
      const notes = new Analysis('simulation', bench);
      const workload = place === 0 ? first : second;
      if (workload) await ownedGrowth(notes, bench, workload, new AbortController().signal);
      return notes.found.map(({ statement }) => statement).join(' ');
    };
    expect(await said(2 * needed, 0)).toContain(
      'What second needs of them, later in the input, is not subtracted.',
    );
    expect(await said(2 * needed, 1)).toContain('What first needs of them today is subtracted.');
    expect(await said(2 * needed - 1, 0)).toContain('No other workload was placed on them.');
  });
});
