import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentOutput } from '../agent-output';
import { createWorkbench } from '../create-workbench';
import { cloudEngineerAgent } from './cloud-engineer.agent';

function analyse(over: Partial<AssessmentInput>): Promise<AgentOutput> {
  const input: AssessmentInput = {
    name: 'A test',
    workloads: [
      {
        id: 'chat',
        kind: 'llm-serving',
        model: { id: 'llama-3.1-8b' },
        traffic: { requestsPerDay: 20_000, inputTokens: { p50: 500 }, outputTokens: { p50: 200 } },
      },
    ],
    ...over,
  };
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 7 });
  return Promise.resolve(cloudEngineerAgent.analyse(bench, new AbortController().signal));
}

const owned = { acceleratorId: 'h100-sxm5-80gb', count: 16, owned: true };

describe('emissions of what rents nothing', () => {
  it('are those of the national grid for hardware of one’s own', async () => {
    const output = await analyse({ currentInfrastructure: [{ ...owned, region: 'frankfurt' }] });
    expect(output.findings.map(({ id }) => id)).toContain('cloud-engineer.chat.carbon.owned');
    const intensity = output.figures.find(({ id }) => id === 'catalog.carbon.DEU.intensity');
    expect(intensity?.value).toBe(loadCatalog().countryCarbon('DEU').intensityGPerKWh);
  });

  it('are left out where the country is not stated, and for an API', async () => {
    const output = await analyse({ currentInfrastructure: [owned] });
    const reasons = new Map(output.notEvaluated.map(({ id, reason }) => [id, reason]));
    expect(reasons.get('cloud-engineer.chat.carbon.owned')).toContain('country');
    expect(reasons.get('cloud-engineer.chat.carbon.api')).toContain('no energy of a token');
  });
});
