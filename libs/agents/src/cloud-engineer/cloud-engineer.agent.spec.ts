import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { createWorkbench } from '../create-workbench';
import { cloudEngineerAgent } from './cloud-engineer.agent';

function inRegions(...regions: string[]): AssessmentInput {
  return {
    name: 'x',
    workloads: [
      {
        id: 'w',
        kind: 'llm-serving',
        model: { id: 'llama-3.1-8b' },
        traffic: { requestsPerDay: 1_000 },
      },
    ],
    constraints: { regions, selfHostOnly: true },
  };
}

async function statementsOf(input: AssessmentInput): Promise<string> {
  const bench = createWorkbench({ input, asOf: '2026-11-20', seed: 1, catalog: loadCatalog() });
  const output = await cloudEngineerAgent.analyse(bench, new AbortController().signal);
  return output.findings.map((finding) => finding.statement).join('\n');
}

describe('the cloud engineer', () => {
  it('names the stated regions that have no price, and priced ones with names near to them', async () => {
    const statements = await statementsOf(inRegions('eu-centrall-1'));
    expect(statements).toContain('The catalog has no price in eu-centrall-1');
    expect(statements).toContain('eu-central-1');
  });

  it('names the regions it compared', async () => {
    expect(await statementsOf(inRegions('eu-central-1'))).toContain(
      'Regions within the limits: eu-central-1.',
    );
  });
});
