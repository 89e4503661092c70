import { type AssessmentInput, withWorkloadIds } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentOutput } from '../agent-output';
import { createWorkbench } from '../create-workbench';
import { infrastructureAgent } from './infrastructure.agent';

const catalog = loadCatalog();

async function analysed(workload: AssessmentInput['workloads'][0]): Promise<AgentOutput> {
  const input = withWorkloadIds({ name: 'A test', workloads: [{ id: 'w1', ...workload }] });
  const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog });
  return infrastructureAgent.analyse(bench, new AbortController().signal);
}

const idsOf = (output: AgentOutput) => ({
  tables: output.tables.map((table) => table.id.replace('infrastructure.w1.', '')),
  findings: output.findings.map((finding) => finding.id.replace('infrastructure.w1.', '')),
  gaps: output.notEvaluated.map((gap) => gap.id),
});

describe('the infrastructure agent', () => {
  it('shows of a served workload its curve, layouts, settings, scaling, storage, network and recovery', async () => {
    const { tables, findings, gaps } = idsOf(
      await analysed({
        kind: 'rag',
        model: { id: 'llama-3.1-8b' },
        traffic: { requestsPerDay: 100_000 },
        corpus: { documents: 10_000 },
      }),
    );
    expect(tables).toEqual(
      expect.arrayContaining(['curve', 'layouts', 'settings', 'tiers', 'index-kinds', 'options']),
    );
    expect(findings).toEqual(
      expect.arrayContaining(['scaling', 'storage', 'network', 'recovery', 'ingest', 'index']),
    );
    expect(gaps).not.toContain('infrastructure.network-and-storage');
  });

  it('shows of a training its sharding and checkpoints', async () => {
    const { tables, findings } = idsOf(
      await analysed({
        kind: 'fine-tuning',
        model: { id: 'llama-3.1-8b' },
        training: { tokens: 2e8, method: 'full' },
      }),
    );
    expect(tables).toContain('sharding');
    expect(findings).toContain('checkpoints');
  });

  it('sizes a classic model by processors and memory, without accelerators', async () => {
    const output = await analysed({ kind: 'classic-ml', traffic: { requestsPerSecondPeak: 400 } });
    const { tables, findings, gaps } = idsOf(output);
    expect(findings).toContain('capacity');
    expect(tables).toEqual(['tiers']);
    expect(gaps).not.toContain('infrastructure.w1.sizing');
    // 400/s x 5 ms / 0.6
    const cores = output.figures.find((entry) => entry.id === 'sizing.w1.tier.classic-ml.cores');
    expect(cores?.value).toBeCloseTo(3.333, 3);
  });
});
