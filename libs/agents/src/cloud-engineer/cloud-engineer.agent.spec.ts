import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { cite } from '@app/kernel';
import { exampleInput } from '../../../../test/support/assessed-example';
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

  it.each(['support-assistant-gdpr', 'corpus-embedding-batch'])(
    'calls in %s a place the least only of those whose emissions are known',
    async (name) => {
      const bench = createWorkbench({
        input: exampleInput(name),
        asOf: '2026-11-20',
        seed: 1,
        catalog: loadCatalog(),
      });
      const { findings, tables, figures } = await cloudEngineerAgent.analyse(
        bench,
        new AbortController().signal,
      );
      const told = findings.filter(({ id }) => /\.carbon$/.test(id));
      expect(told.length).toBeGreaterThan(0);
      for (const { id, title } of told) {
        const cells = tables.find((table) => table.id === id)?.rows.map((row) => row[4] ?? '') ?? [];
        const known = cells.filter((cell) => figures.find((entry) => cell === cite(entry))?.value != null);
        const words =
          known.length === 1 ? 'the only place compared whose' : 'the least of the places compared';
        expect([id, title]).toEqual([id, expect.stringContaining(words)]);
        expect([id, title.endsWith('whose emissions are known')]).toEqual([id, known.length < cells.length]);
      }
    },
  );
});
