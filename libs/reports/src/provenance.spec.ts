import { aFigure, aFinding, anOutput } from '../../../test/support/agent-output.builder';
import { aReportFacts } from '../../../test/support/report.builder';
import { buildReport } from './build-report';
import { renderMarkdown } from './render-markdown';

function sectionOf(facts: ReturnType<typeof aReportFacts>) {
  const document = buildReport(facts);
  const section = document.sections.find(({ id }) => id === 'provenance');
  return { document, text: JSON.stringify(section), section };
}

describe('the provenance of a report', () => {
  const figures = [
    aFigure({
      id: 'x.price',
      label: 'Price',
      value: 2,
      unit: 'USD/h',
      method: 'sourced',
      sources: [source('List of prices', '2026-01-31')],
    }),
    aFigure({
      id: 'x.speed',
      label: 'Speed',
      value: 3,
      unit: 'GB/s',
      method: 'sourced',
      sources: [source('Data sheet', '2026-01-31')],
    }),
    aFigure({
      id: 'x.new',
      label: 'New price',
      value: 4,
      unit: 'USD/h',
      method: 'sourced',
      sources: [source('New list', '2026-11-01')],
    }),
    aFigure({
      id: 'x.own',
      label: 'Own word',
      value: 4,
      unit: 'USD/h',
      method: 'sourced',
      sources: [source('A letter', 'last year')],
    }),
  ];

  const law = aFigure({
    id: 'x.law',
    label: 'Queue',
    unit: 's',
    sources: [source('A law of queues', '1961')],
  });

  function source(title: string, asOf: string) {
    return { title, url: '', asOf, confidence: 'high' as const };
  }

  it('names the sources that are older on the day of the assessment than facts of their kind should be', () => {
    const all = [...figures, law];
    const statement = all.map(({ id }) => `[[${id}]]`).join(' ');
    const outputs = [
      anOutput({ agent: 'cto', findings: [aFinding({ id: 'cto.x', statement })], figures: all }),
    ];
    const { text } = sectionOf(aReportFacts({ outputs }));
    expect(text).toContain('["List of prices","2026-01-31","120","Price"]');
    expect(text).not.toMatch(/Data sheet|New list|A letter|A law of queues/);
  });

  it('gives managed services the time that the catalog gives them', () => {
    const service = (name: string, asOf: string) =>
      aFigure({ ...figures[0], id: `catalog.managed-service.${name}`, sources: [source(name, asOf)] });
    const all = [service('of-spring', '2026-04-01'), service('of-long-ago', '2024-07-01')];
    const statement = all.map(({ id }) => `[[${id}]]`).join(' ');
    const outputs = [
      anOutput({ agent: 'cto', findings: [aFinding({ id: 'cto.x', statement })], figures: all }),
    ];
    const { text } = sectionOf(aReportFacts({ outputs }));
    expect(text).toContain('["of-long-ago","2024-07-01","365"');
    expect(text).not.toContain('of-spring');
  });

  it('names what ages soonest before what is oldest', () => {
    const card = aFigure({ ...figures[1], id: 'x.card', sources: [source('Old sheet', '2019-01-31')] });
    const all = [card, ...figures];
    const statement = all.map(({ id }) => `[[${id}]]`).join(' ');
    const outputs = [
      anOutput({ agent: 'cto', findings: [aFinding({ id: 'cto.x', statement })], figures: all }),
    ];
    const { text } = sectionOf(aReportFacts({ outputs }));
    expect(text.indexOf('List of prices')).toBeGreaterThan(0);
    expect(text.indexOf('List of prices')).toBeLessThan(text.indexOf('Old sheet'));
  });

  it('says that no source is old where none is', () => {
    const outputs = [anOutput({ agent: 'cto', figures: [], findings: [] })];
    expect(sectionOf(aReportFacts({ outputs })).text).toContain('No source is older');
  });

  it('gives tokens, dollars, energy and emissions of the run itself', () => {
    const facts = aReportFacts();
    const run = {
      ...facts.run,
      use: { cpuMs: 3_600_000, country: 'DEU', modelTokens: 1_200 },
      spending: { tokens: 1_200, usd: 0.25 },
    };
    const { document } = sectionOf({ ...facts, run });
    const valueOf = (id: string) => document.figures.find((entry) => entry.id === id)?.value;
    expect(valueOf('run.footprint.model-tokens')).toBe(1_200);
    expect(valueOf('run.footprint.model-cost')).toBe(0.25);
    expect(valueOf('run.footprint.energy')).toBeGreaterThan(3.5);
    expect(valueOf('run.footprint.emissions')).toBeGreaterThan(0);
    expect(renderMarkdown(document)).toMatch(/\| Cost of language models \| \[USD 0\.25/);
  });

  it('leaves unknown what nobody counted', () => {
    const { document } = sectionOf(aReportFacts());
    for (const id of [
      'run.footprint.model-tokens',
      'run.footprint.model-cost',
      'run.footprint.processor-time',
      'run.footprint.model-energy',
    ]) {
      expect(document.figures.find((entry) => entry.id === id)).toMatchObject({ value: null });
    }
  });
});
