import { AGENT_IDS } from '@app/agents';
import { canonicalJson } from '@app/kernel';
import { aFigure, aFinding, anOutput } from '../../../test/support/agent-output.builder';
import { aReportFacts, COST, EGRESS, PEAK, REPLICAS, WEIGHTS } from '../../../test/support/report.builder';
import { buildReport } from './build-report';
import { buildCheckedReport } from './checked-report';
import { checkReport } from './check-report';
import type { ReportBlock, ReportDocument } from './document-tree';

function section(document: ReportDocument, id: string): readonly ReportBlock[] {
  return document.sections.find((one) => one.id === id)?.blocks ?? [];
}

function figureValue(document: ReportDocument, id: string): number | null | undefined {
  return document.figures.find((entry) => entry.id === id)?.value;
}

describe('buildReport', () => {
  it('passes its own quality gate', () => {
    expect(checkReport(buildReport(aReportFacts()), { agents: AGENT_IDS })).toEqual([]);
  });

  it('gives the same bytes for the same facts in any order of outputs', () => {
    const facts = aReportFacts();
    const reversed = { ...facts, outputs: facts.outputs.toReversed() };
    expect(canonicalJson(buildReport(reversed))).toBe(canonicalJson(buildReport(facts)));
  });

  it('says what the analysis itself used where it was measured, and what of it is unknown', () => {
    const facts = aReportFacts();
    const use = { cpuMs: 1_800, country: null, modelTokens: 0 };
    const document = buildReport({ ...facts, run: { ...facts.run, use } });
    expect(checkReport(document, { agents: AGENT_IDS })).toEqual([]);
    expect(JSON.stringify(section(document, 'run-timeline'))).toContain('[[run.footprint.energy]]');
    expect(figureValue(document, 'run.footprint.processor-time')).toBe(1_800);
    expect(figureValue(document, 'run.footprint.emissions')).toBeNull();
    expect(figureValue(buildReport(facts), 'run.footprint.energy')).toBeNull();
  });

  it('has every section that a reader looks for', () => {
    expect(buildReport(aReportFacts()).sections.map((one) => one.id)).toEqual([
      'executive-summary',
      'decisions',
      'recommendations',
      'models',
      'sizing',
      'cost',
      'compliance',
      'carbon',
      'mlops',
      'scenarios',
      'evidence',
      'open-questions',
      'assumptions',
      'not-evaluated',
      'missing-agents',
      'provenance',
      'about',
      'run-timeline',
    ]);
  });

  it('takes the verdict from the CTO and puts what it cites first among the key figures', () => {
    const document = buildReport(aReportFacts());
    expect(document.verdict).toContain('Host the model yourself');
    expect(document.keyFigures).toEqual([REPLICAS.id, COST.id, WEIGHTS.id]);
    expect(document.decisions).toEqual([
      { key: 'chat.hosting', label: 'Hosting of w1', option: 'Option self-host', contested: true },
    ]);
  });

  it('still has a verdict when the CTO is missing', () => {
    const document = buildCheckedReport(aReportFacts({ missing: ['cto'] }));
    expect(document.verdict).toContain('No summary of the CTO agent is in this run.');
    expect(document.verdict).toContain('Hosting of w1: Option self-host');
  });

  it('carries the figures that are shown with all that they come from, and the answers behind them', () => {
    const document = buildReport(aReportFacts());
    const ids = document.figures.map((entry) => entry.id);
    expect(ids).toEqual(expect.arrayContaining([COST.id, REPLICAS.id, WEIGHTS.id, PEAK.id, EGRESS.id]));
    expect(document.answers).toEqual({ 'input:/workloads/0/traffic/requestsPerDay': 120_000 });
  });

  it('leaves out figures that nothing shows', () => {
    const facts = aReportFacts({
      outputs: [anOutput({ agent: 'cto', figures: [COST, REPLICAS, WEIGHTS, PEAK] })],
    });
    expect(buildReport(facts).figures.map((entry) => entry.id)).not.toContain(COST.id);
  });

  it('moves tables about prices to the cost section whoever made them', () => {
    const titles = section(buildReport(aReportFacts()), 'cost').map((block) =>
      block.kind === 'table' ? block.title : '',
    );
    expect(titles).toContain('Prices');
  });

  it('leaves the findings of the CTO about cost in the executive summary, once', () => {
    const findings = [aFinding({ id: 'cto.chat.cost-a-month' })];
    const document = buildCheckedReport(aReportFacts({ outputs: [anOutput({ agent: 'cto', findings })] }));
    const cards = document.sections.flatMap((one) =>
      one.blocks.flatMap((block) => (block.kind === 'card' ? [`${one.id} ${block.id}`] : [])),
    );
    expect(cards).toEqual(['executive-summary finding.cto.chat.cost-a-month']);
  });

  it('shows the CTO’s tables of months and ways with the cost, so that the summary stays short', () => {
    const tableOf = (id: string) => ({ id, title: id, columns: ['C'], rows: [['x']] });
    const tables = ['cto.forecast-by-month', 'cto.chat.ways', 'cto.risks'].map(tableOf);
    const document = buildCheckedReport(aReportFacts({ outputs: [anOutput({ agent: 'cto', tables })] }));
    const titles = (id: string) =>
      section(document, id).flatMap((block) => (block.kind === 'table' ? [block.title] : []));
    expect(titles('executive-summary')).toEqual(['cto.risks']);
    expect(titles('cost')).toEqual(['cto.forecast-by-month', 'cto.chat.ways']);
    expect(JSON.stringify(section(document, 'executive-summary'))).toContain('section “Cost”');
    const short = buildReport(
      aReportFacts({ outputs: [anOutput({ agent: 'cto', tables: [tableOf('cto.risks')] })] }),
    );
    expect(JSON.stringify(section(short, 'executive-summary'))).not.toContain('section “Cost”');
  });

  it('names the frameworks of a recommendation as people know them, one’s own by its id', () => {
    const facts = aReportFacts();
    const [first] = facts.recommendations;
    if (!first) throw new Error('the builder recommends something');
    const requirements = ['gdpr:Art. 17', 'gdpr:Art. 30', 'house-rules:1'];
    const recommendations = [{ ...first, compliance: { note: '', requirements } }];
    const [card] = section(buildReport({ ...facts, recommendations }), 'recommendations');
    expect(card).toMatchObject({
      details: expect.arrayContaining([
        {
          label: 'Compliance',
          items: ['EU General Data Protection Regulation: Art. 17, Art. 30', 'house-rules: 1'],
        },
      ]) as unknown,
    });
  });

  it('says of which workload an answer is asked', () => {
    const table = section(buildReport(aReportFacts()), 'open-questions').find(
      (block) => block.kind === 'table',
    );
    expect(table?.rows[0]?.at(-1)).toBe('Customer chat: /workloads/0/traffic/peakFactor');
  });

  it('lists what the formulas take as given beside the answers that were assumed', () => {
    const ground = { formula: 'fitted on measurements', method: 'assumed' } as const;
    const given = aFigure({ id: 'eta', label: 'share of the bandwidth', value: 0.8, ...ground });
    const alike = aFigure({ id: 'mfu', label: 'share of the compute rate', value: 0.5, ...ground });
    const load = aFigure({ id: 'load', inputs: ['eta', 'mfu'] });
    const findings = [aFinding({ id: 'cto.load', statement: 'At [[load]].' })];
    const facts = aReportFacts({
      outputs: [anOutput({ agent: 'cto', findings, figures: [given, alike, load] })],
    });
    const titles = section(buildReport(aReportFacts()), 'assumptions').map((block) =>
      block.kind === 'table' ? block.title : block.kind,
    );
    expect(titles).toEqual(['Answers that were assumed']);
    expect(section(buildReport(facts), 'assumptions')).toContainEqual(
      expect.objectContaining({
        title: 'What the formulas take as given',
        rows: [
          ['Share of the bandwidth: [[eta]]; Share of the compute rate: [[mfu]]', 'Fitted on measurements.'],
        ],
      }),
    );
  });

  it('names what is missing and why in a partial run', () => {
    const document = buildReport(aReportFacts({ missing: ['compliance'] }));
    expect(document.state).toBe('partial');
    expect(document.agents).toContainEqual({
      agent: 'compliance',
      name: 'Compliance',
      missing: 'The compliance agent ran out of time.',
    });
    expect(section(document, 'executive-summary')[0]).toMatchObject({ kind: 'callout', tone: 'warning' });
    expect(section(document, 'compliance')).toEqual([expect.objectContaining({ kind: 'callout' })]);
    expect(section(document, 'missing-agents')[0]).toMatchObject({ kind: 'table' });
  });

  it('shows every vote of a contested choice', () => {
    expect(section(buildReport(aReportFacts()), 'decisions')).toContainEqual(
      expect.objectContaining({
        kind: 'card',
        tag: 'contested',
        details: [
          {
            label: 'Votes',
            items: [expect.stringMatching(/^CTO/), expect.stringMatching(/^Infrastructure/)],
          },
        ],
      }),
    );
  });

  it('measures the speed-up as the agents’ time over the wall time', () => {
    const document = buildReport(aReportFacts());
    // Eleven agents of 500, 600 ... 1,500 ms within two seconds.
    expect(figureValue(document, 'run.agent-time')).toBe(11_000);
    expect(figureValue(document, 'run.wall-time')).toBe(2_000);
    expect(figureValue(document, 'run.speed-up')).toBe(5.5);
    expect(document.figures.find((entry) => entry.id === 'run.speed-up')).toMatchObject({
      method: 'measured',
      inputs: ['run.agent-time', 'run.wall-time'],
    });
  });

  it('does not count the time of results taken over from an earlier run', () => {
    const facts = aReportFacts();
    const agents = facts.run.agents.map((span) => ({ ...span, carriedOver: span.agent !== 'cto' }));
    const document = buildReport({ ...facts, run: { ...facts.run, agents } });
    expect(figureValue(document, 'run.agent-time')).toBe(500);
  });

  it('does not claim a speed-up when no agent was timed', () => {
    const facts = aReportFacts();
    const document = buildReport({ ...facts, run: { ...facts.run, agents: [] } });
    expect(document.figures.find((entry) => entry.id === 'run.speed-up')).toMatchObject({ value: null });
  });

  it('holds a figure that claims to be a sum to its parts', () => {
    const parts = [aFigure({ id: 'p1', value: 2 }), aFigure({ id: 'p2', value: 3 })];
    const total = (value: number) =>
      aFigure({ id: 't', value, formula: 'sum of the parts', inputs: ['p1', 'p2'] });
    const factsWith = (value: number) =>
      aReportFacts({
        outputs: [anOutput({ agent: 'cto', summary: 'All: [[t]].', figures: [...parts, total(value)] })],
      });
    expect(buildCheckedReport(factsWith(5)).totals).toContainEqual({ figureId: 't', parts: ['p1', 'p2'] });
    expect(() => buildCheckedReport(factsWith(6))).toThrow('it says 6, its parts add up to 5');
  });

  it('lets through a customer’s words that look like a placeholder, and nobody else’s', () => {
    const input = { ...aReportFacts().input, name: 'Migrate ${legacy} [[x]]' };
    expect(buildCheckedReport(aReportFacts({ input })).title).toBe('Migrate ${legacy} [[x]]');
    const outputs = [anOutput({ agent: 'cto', summary: 'Costs ${amount}.' })];
    expect(() => buildCheckedReport(aReportFacts({ outputs }))).toThrow('placeholder');
  });
});
