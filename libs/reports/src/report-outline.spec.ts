import { agentById, createWorkbench } from '@app/agents';
import { loadCatalog } from '@app/catalog';
import { aReportFacts } from '../../../test/support/report.builder';
import { buildReport } from './build-report';

const NAMES: Readonly<Record<string, string>> = { cto: 'CTO', cfo: 'CFO', ciso: 'CISO' };

describe('the outline of the report agent', () => {
  it('names the sections that a report has, in their order, for the same readers', async () => {
    const facts = aReportFacts();
    const bench = createWorkbench({
      input: facts.input,
      catalog: loadCatalog(),
      asOf: '2026-11-20',
      seed: 1,
    });
    const output = await agentById('report').analyse(bench, new AbortController().signal);
    const outline = output.tables.find(({ id }) => id === 'report.outline');
    const document = buildReport({
      ...facts,
      outputs: [...facts.outputs.filter(({ agent }) => agent !== 'report'), output],
    });
    const sections = document.sections.map(({ title, audiences }) => [
      title,
      audiences.map((name) => NAMES[name] ?? name).join(', '),
    ]);
    expect(outline?.rows.map(([title, readers]) => [title, readers])).toEqual(sections);
  });
});
