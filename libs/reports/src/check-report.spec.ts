import { AGENT_IDS } from '@app/agents';
import { cite, literal, type Figure } from '@app/kernel';
import { aFigure } from '../../../test/support/agent-output.builder';
import { aReportFacts, COST } from '../../../test/support/report.builder';
import { applyTemplate } from './apply-template';
import { buildReport } from './build-report';
import { checkReport } from './check-report';
import type { ReportDocument, ReportSection } from './document-tree';

function defects(
  change: (document: ReportDocument) => Partial<ReportDocument>,
): Array<readonly [string, string]> {
  const document = buildReport(aReportFacts());
  return checkReport({ ...document, ...change(document) }, { agents: AGENT_IDS }).map(
    (one) => [one.code, one.where] as const,
  );
}

function aSection(text: string, id = 'extra'): ReportSection {
  return { id, title: 'Extra', audiences: ['cto'], blocks: [{ kind: 'paragraph', text }] };
}

describe('checkReport', () => {
  it('finds a cited figure that the report does not have', () => {
    expect(
      defects(({ figures }) => ({ figures: figures.filter((entry) => entry.id !== COST.id) })),
    ).toContainEqual(['figure-unresolved', COST.id]);
  });

  it('finds inputs that are neither figures nor given answers', () => {
    const stray = aFigure({ id: 'stray', inputs: ['nowhere', 'input:/not/given'] });
    expect(defects(({ figures }) => ({ figures: [...figures, stray] }))).toEqual([
      ['input-unresolved', 'stray'],
      ['input-unresolved', 'stray'],
    ]);
  });

  describe('of a short template', () => {
    const top = aFigure({ id: 'x.top', inputs: ['x.middle'] });
    const middle = aFigure({ id: 'x.middle', inputs: ['x.deep'] });
    const executive = (deep: Figure) => {
      const whole = buildReport(aReportFacts());
      const [first, ...rest] = whole.sections as [ReportSection, ...ReportSection[]];
      const cited = { ...first, blocks: [...aSection(cite(top)).blocks, ...first.blocks] };
      const figures = [...whole.figures, top, middle, deep];
      return applyTemplate({ ...whole, figures, sections: [cited, ...rest] }, 'executive');
    };
    const codes = (document: ReportDocument) =>
      checkReport(document, { agents: AGENT_IDS }).map(({ code, where }) => `${code} ${where}`);
    const told = executive(aFigure({ id: 'x.deep' }));

    it('lets an input be left to the full report where the report tells it', () => {
      expect(told.leftOut?.map(({ id }) => id)).toContain(middle.id);
      expect(told.figures.map(({ id }) => id)).not.toContain(middle.id);
      expect(codes(told)).toEqual([]);
      expect(codes({ ...told, leftOut: [] })).toContain(`input-unresolved ${top.id}`);
    });

    it('lets no other template leave inputs out', () => {
      const { template: _template, ...tree } = told;
      expect(codes({ ...told, template: 'full' })).toContain(`input-unresolved ${top.id}`);
      expect(codes(tree)).toContain(`input-unresolved ${top.id}`);
    });

    it.each([
      ['is missing', ['nowhere']],
      ['is an answer that nobody gave', ['input:/not/given']],
      ['is the figure itself', ['x.middle']],
    ])('finds an input whose own trail leads to what %s', (_what, inputs) => {
      const broken = executive(aFigure({ id: 'x.deep', inputs }));
      expect(codes(broken)).toEqual([`input-unresolved ${top.id}`]);
    });
  });

  it('finds figures that are computed from themselves', () => {
    const circle = [aFigure({ id: 'a', inputs: ['b'] }), aFigure({ id: 'b', inputs: ['a'] })];
    expect(defects(({ figures }) => ({ figures: [...figures, ...circle] }))).toEqual([['figure-cycle', 'a']]);
  });

  it('finds a figure that is there twice', () => {
    expect(defects(({ figures }) => ({ figures: [...figures, COST] }))).toEqual([
      ['figure-duplicate', COST.id],
    ]);
  });

  it.each([
    'Costs {{amount}}.',
    'Costs ${amount}.',
    'Costs NaN.',
    'Costs undefined.',
    '[object Object]',
    '[[a b]]',
  ])('finds the placeholder in %p', (text) => {
    expect(defects(({ sections }) => ({ sections: [...sections, aSection(text)] }))).toEqual([
      ['placeholder', 'extra'],
    ]);
  });

  it('lets the customer’s own words look like placeholders, as they are and as agents write them', () => {
    const name = '[[figure]] {{x}} ${y}';
    const told = { ...buildReport(aReportFacts()), title: name };
    const cited = { ...told, sections: [...told.sections, aSection(`Serve ${literal(name)}.`)] };
    expect(checkReport(cited, { agents: AGENT_IDS, ownWords: [name] })).toEqual([]);
    expect(checkReport(cited, { agents: AGENT_IDS, ownWords: ['{{y}}'] })).toHaveLength(2);
  });

  it('finds an agent that is neither heard nor missing, and one missing without a reason', () => {
    expect(defects(({ agents }) => ({ agents: agents.slice(1) }))).toEqual([['agent-unaccounted', 'cto']]);
    expect(
      defects(({ agents }) => ({
        state: 'partial',
        agents: agents.map((entry) => (entry.agent === 'cto' ? { ...entry, missing: ' ' } : entry)),
      })),
    ).toEqual([['agent-unaccounted', 'cto']]);
  });

  it('refuses a state that the agents contradict', () => {
    expect(defects(() => ({ state: 'partial' }))).toEqual([['state-untrue', 'state']]);
  });

  it('adds totals up', () => {
    const [two, three] = [aFigure({ id: 'two', value: 2 }), aFigure({ id: 'three', value: 3 })];
    const unknown = aFigure({ id: 'gap', value: null, unknown: 'no data' });
    const wrong = aFigure({ id: 'wrong', value: 6 });
    const check = (parts: string[]) =>
      defects(({ figures, totals }) => ({
        figures: [...figures, two, three, unknown, wrong],
        totals: [...totals, { figureId: 'wrong', parts }],
      }));
    expect(check(['two', 'three'])).toEqual([['total-wrong', 'wrong']]);
    expect(check(['three', 'gap'])).toEqual([['total-wrong', 'wrong']]);
    expect(check(['three', 'three'])).toEqual([]);
  });

  it('finds sections that repeat an id or say nothing', () => {
    expect(
      defects(({ sections }) => ({
        sections: [...sections, aSection('One.', 'cost'), { ...aSection(''), id: 'void', blocks: [] }],
      })),
    ).toEqual([
      ['section-duplicate', 'cost'],
      ['section-empty', 'void'],
    ]);
  });

  it('refuses a source whose address is not of the web', () => {
    const source = { title: 'x', url: 'javascript:alert(1)', asOf: '2026', confidence: 'low' } as const;
    const stray = aFigure({ id: 'stray', sources: [source] });
    expect(defects(({ figures }) => ({ figures: [...figures, stray] }))).toEqual([
      ['source-refused', 'stray'],
    ]);
  });

  it('finds a chart that draws another value than its figure has', () => {
    const chart = (value: number | null, ids = ['c']) => ({
      sections: [
        {
          ...aSection('Drawn.'),
          blocks: ids.map((id) => ({
            kind: 'chart' as const,
            chart: {
              kind: 'bars' as const,
              ...{ id, title: 'Cost', description: 'Of it.', isStacked: false },
              x: { label: '', unit: '', categories: ['one'] },
              y: { label: 'Cost', unit: 'USD/month' },
              series: [{ name: 'Cost', values: [{ figureId: COST.id, value, low: null, high: null }] }],
            },
          })),
        },
      ],
    });
    expect(defects(() => chart(COST.value))).toEqual([]);
    expect(defects(() => chart((COST.value ?? 0) + 0.01))).toEqual([['chart-untrue', 'c']]);
    expect(defects(() => chart(null))).toEqual([['chart-untrue', 'c']]);
    expect(defects(() => chart(COST.value, ['c', 'c']))).toEqual([['chart-untrue', 'c']]);
  });

  it('finds a template that lost a section', () => {
    const executive = applyTemplate(buildReport(aReportFacts()), 'executive');
    const cut = { ...executive, sections: executive.sections.slice(1) };
    expect(checkReport(executive, { agents: AGENT_IDS })).toEqual([]);
    expect(checkReport(cut, { agents: AGENT_IDS }).map(({ code }) => code)).toEqual(['template-incomplete']);
  });

  it('finds placeholders in titles, columns, decisions and reasons too', () => {
    const table = { kind: 'table' as const, title: 'T', columns: ['{{column}}'], rows: [] };
    expect(defects(() => ({ sections: [{ ...aSection('', 't'), blocks: [table] }] }))).toEqual([
      ['placeholder', 't'],
    ]);
    expect(defects(() => ({ sections: [{ ...aSection('Text.', 't'), title: 'undefined' }] }))).toEqual([
      ['placeholder', 't'],
    ]);
    const decision = { label: 'Hosting', option: '${option}', contested: false };
    expect(defects(() => ({ decisions: [decision] }))).toEqual([['placeholder', 'decisions']]);
  });
});
