import { agentById, createWorkbench } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { CONTROLS } from '@app/compliance';
import { citedIds, type Figure } from '@app/kernel';
import type { AgentStep } from '@app/runs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { toComplianceView } from './compliance.view';

const EXAMPLE = join(__dirname, '../../examples/bank-finetune-70b.yaml');

async function aStep(): Promise<AgentStep> {
  const input = parse(readFileSync(EXAMPLE, 'utf8')) as AssessmentInput;
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 7 });
  const output = await agentById('compliance').analyse(bench, new AbortController().signal);
  return {
    runId: 'r1',
    tenantId: 't1',
    agent: 'compliance',
    status: 'succeeded',
    epoch: 1,
    basis: 'b',
    attempts: [],
    carriedFrom: null,
    output,
  };
}

describe('toComplianceView', () => {
  it('names the cells of every table of the agent, and holds each figure that it cites', async () => {
    const view = toComplianceView('r1', await aStep());
    expect(view.frameworks.map(({ framework }) => framework)).toContain('Digital Operational Resilience Act');
    expect(view.controls).toHaveLength(CONTROLS.length);
    expect(view.controls.find(({ control }) => control === 'Exit plan')).toMatchObject({
      inScope: 'yes',
      state: 'in place in part',
    });
    expect(view.gaps[0]?.riskPoints).toMatch(/^\[\[compliance\.controls\..+\.risk\]\]$/);
    expect(view.requirements.find(({ reference }) => reference === 'Art. 28(8)')).toMatchObject({
      framework: 'Digital Operational Resilience Act',
      applies: 'yes',
      state: 'in place in part',
      needs: 'Exit plan',
    });
    expect(view.roadmap.length).toBeGreaterThan(1);
    expect(view.transfers.length).toBeGreaterThan(0);
    expect(view.aiActDates).toHaveLength(8);
    expect(view.matrix?.controls.find(({ control }) => control === 'Exit plan')?.requirements['DORA']).toBe(
      'Art. 28(8), Art. 30(3)',
    );
    const held = new Set((view.figures as Figure[]).map(({ id }) => id));
    expect(citedIds(JSON.stringify(view)).filter((id) => !held.has(id))).toEqual([]);
  });

  it('says where the agent stands before it has a result', () => {
    expect(toComplianceView('r1', undefined)).toMatchObject({
      status: 'pending',
      summary: null,
      controls: [],
    });
  });
});
