import { AGENTS, createWorkbench } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { synthesise } from '@app/synthesis';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AgentStep } from './run';
import { outcomeOf } from './run-outcome';

const EXAMPLE = join(__dirname, '../../../examples/hospital-notes-hipaa.yaml');

function aStep(given: Partial<AgentStep>): AgentStep {
  return {
    runId: 'r1',
    tenantId: 'acme',
    agent: 'cto',
    status: 'succeeded',
    epoch: 1,
    basis: 'test',
    attempts: [],
    carriedFrom: null,
    output: null,
    ...given,
  };
}

const attempt = (number: number, from: number, to: number | null) => ({
  number,
  startedAt: new Date(from),
  endedAt: to === null ? null : new Date(to),
  outcome: 'succeeded' as const,
  error: null,
  backoffMs: 0,
});

describe('outcomeOf', () => {
  it('holds what each agent took, waits between its attempts left out', () => {
    const nothing = { recommendations: [], figures: [] };
    const steps = [
      aStep({ attempts: [attempt(1, 0, 100), attempt(2, 500, 530)] }),
      aStep({ agent: 'mlops', status: 'failed', attempts: [attempt(1, 0, null)] }),
      aStep({ agent: 'research', attempts: [attempt(1, 0, 100)], carriedFrom: 'r0' }),
    ];
    expect(outcomeOf(steps, nothing).agents).toEqual([
      { agent: 'cto', durationMs: 130, attempts: 2, succeeded: true },
      { agent: 'mlops', durationMs: 0, attempts: 1, succeeded: false },
      { agent: 'research', durationMs: null, attempts: 1, succeeded: true },
    ]);
  });

  it('reads spending and grades off the figures of what the agents found', async () => {
    const input = parse(readFileSync(EXAMPLE, 'utf8')) as AssessmentInput;
    const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
    const { signal } = new AbortController();
    const outputs = await Promise.all(AGENTS.map(async (agent) => agent.analyse(bench, signal)));
    const synthesis = synthesise(outputs);
    const steps = outputs.map((output) => aStep({ agent: output.agent, output }));
    const { spend, compliance } = outcomeOf(steps, synthesis);
    const named = [
      ...synthesis.recommendations.flatMap(({ cost }) => cost.monthly),
      ...outputs.flatMap((output) => output.spend ?? []),
    ];
    expect(spend.map(({ figureId }) => figureId)).toEqual([...new Set(named.map((one) => one.figureId))]);
    expect(spend.length).toBeGreaterThan(1);
    const hipaa = compliance.find(({ framework }) => framework === 'hipaa-security');
    expect(hipaa?.applicable).toBeGreaterThan(0);
    for (const one of compliance) {
      const graded = one.passed + one.partial + one.claimed + one.failed + one.notEvaluable;
      expect({ ...one, graded }).toEqual({ ...one, graded: one.applicable });
    }
  });
});
