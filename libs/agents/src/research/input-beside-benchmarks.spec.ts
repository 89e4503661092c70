import type { AssessmentInput, WorkloadInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { createWorkbench } from '../create-workbench';
import { inputBesideBenchmarks } from './input-beside-benchmarks';

function checked(workload: Partial<WorkloadInput>): AgentOutput {
  const input: AssessmentInput = {
    name: 'A test',
    workloads: [
      {
        id: 'w',
        kind: 'llm-serving',
        model: { id: 'llama-3.1-8b' },
        traffic: { requestsPerDay: 50_000 },
        ...workload,
      },
    ],
    constraints: { selfHostOnly: true },
  };
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
  const notes = new Analysis('research', bench);
  inputBesideBenchmarks(notes, bench);
  return notes.done('Checked.');
}

const traffic = (input: number, output: number) => ({
  requestsPerDay: 50_000,
  inputTokens: { p50: input },
  outputTokens: { p50: output },
});
const stateOf = (output: AgentOutput, label: string) =>
  output.tables[0]?.rows.find((row) => row[1] === label)?.at(-1);

describe('the input beside published measurements', () => {
  it('is within the range where lengths like it were measured', () => {
    const output = checked({ traffic: traffic(1_000, 500) });
    expect(stateOf(output, 'Prompt, median')).toBe('within the range');
    expect(output.findings.map(({ id }) => id)).not.toContain('research.w.prompt');
  });

  it('is flagged, with the evidence, where it lies beyond all that was measured', () => {
    const output = checked({ traffic: traffic(60_000, 500) });
    expect(stateOf(output, 'Prompt, median')).toBe('above the range');
    expect(output.findings.map(({ id }) => id)).toContain('research.w.prompt');
    const most = output.figures.find(({ id }) => id === 'research.w.prompt.most');
    expect(most).toMatchObject({ value: 20_000, method: 'sourced' });
    expect(most?.sources[0]?.url).toMatch(/^https:/);
  });

  it('flags a wish for a first token that nobody has measured', () => {
    const large = { model: { id: 'llama-2-70b' }, traffic: traffic(1_000, 300) };
    expect(checked({ ...large, slo: { timeToFirstTokenMs: 20 } }).findings).toContainEqual(
      expect.objectContaining({ id: 'research.w.first-token', severity: 'medium' }),
    );
    const patient = checked({ ...large, slo: { timeToFirstTokenMs: 2_000 } });
    expect(patient.findings.map(({ id }) => id)).not.toContain('research.w.first-token');
  });

  it('says so where nothing comparable was published', () => {
    const training = { tokens: 1_000_000, method: 'lora' as const };
    const output = checked({
      kind: 'embedding',
      model: { id: 'bge-m3' },
      traffic: { batchItems: 1_000 },
      training,
    });
    expect(output.tables).toEqual([]);
    expect(output.notEvaluated.map(({ id }) => id)).toEqual(['research.input-check']);
  });
});
