import { AGENT_IDS, type AgentOutput } from '@app/agents';
import { cite } from '@app/kernel';
import { aFigure, aFinding, anOutput } from '../../../test/support/agent-output.builder';
import { aReportFacts } from '../../../test/support/report.builder';
import { applyTemplate } from './apply-template';
import { buildReport } from './build-report';
import { checkReport } from './check-report';
import type { ReportBlock, ReportDocument } from './document-tree';
import { figuresById, isAnswerId, shownIds, withTrail } from './figure-trail';
import { renderHtml } from './render-html';
import { renderMarkdown } from './render-markdown';
import { reportIndex } from './report-index';
import { TEMPLATE_IDS, type TemplateId } from './template-id';
import { REPORT_TEMPLATES } from './templates';

const report = buildReport(aReportFacts());
const partial = buildReport(aReportFacts({ missing: ['simulation'] }));

const GAPS = aFigure({ id: 'compliance.gaps', value: 7 });
const SHORT = TEMPLATE_IDS.filter((id) => id !== 'full');

const isHeading = (block: ReportBlock) => block.kind === 'heading';
const contents = (document: ReportDocument) =>
  document.sections
    .flatMap(({ blocks }) => blocks)
    .filter((block) => !isHeading(block))
    .map((block) => JSON.stringify(block));

describe('applyTemplate', () => {
  it('tells the executive report in six sections, the technical in seven, the full in ten', () => {
    const lengths = (['executive', 'technical', 'full'] as const).map(
      (id) => applyTemplate(report, id).sections.length,
    );
    expect(lengths).toEqual([6, 7, 10]);
  });

  it('leaves nothing out of the full report, not even a section that no template names', () => {
    expect(contents(applyTemplate(report, 'full')).sort()).toEqual(contents(report).sort());
    const block = { kind: 'paragraph' as const, text: 'New.' };
    const grown = {
      ...report,
      sections: [...report.sections, { id: 'new', title: 'New', audiences: [], blocks: [block] }],
    };
    expect(contents(applyTemplate(grown, 'full'))).toContain(JSON.stringify(block));
  });

  it.each(TEMPLATE_IDS)(
    'gives %s every agent, whether heard or missing, and passes the quality gate',
    (id) => {
      for (const document of [report, partial]) {
        const told = applyTemplate(document, id);
        expect(checkReport(told, { agents: AGENT_IDS })).toEqual([]);
        expect(told.agents).toEqual(document.agents);
        expect(told.sections.length).toBe(REPORT_TEMPLATES[id].sections.length);
      }
      const ids = applyTemplate(partial, id).sections.flatMap(({ blocks }) => blocks);
      expect(JSON.stringify(ids)).toContain('The simulation agent ran out of time');
    },
  );

  it.each(SHORT)('lists in %s the figures that it shows, and tells their inputs by value', (id) => {
    const told = applyTemplate(report, id);
    const shown = new Set(shownIds(told));
    expect(new Set(told.figures.map((entry) => entry.id))).toEqual(shown);
    const inputs = new Set(told.figures.flatMap((entry) => entry.inputs));
    const left = [...inputs].filter((input) => !shown.has(input) && !isAnswerId(input));
    expect(told.leftOut?.map((entry) => entry.id)).toEqual(left.sort());
    expect(Object.keys(told.answers).every((answer) => inputs.has(answer))).toBe(true);
    expect(JSON.stringify(told)).toContain('--template full');
  });

  it('keeps of the figures of the full report all that they were computed from', () => {
    const told = applyTemplate(report, 'full');
    expect(told.figures).toEqual(report.figures);
    expect(told.answers).toEqual(report.answers);
    expect(told.leftOut).toBeUndefined();
    expect(JSON.stringify(told)).not.toContain('--template full');
  });

  it.each(SHORT)('opens each figure of %s to every source of its trail', (id) => {
    const told = applyTemplate(report, id);
    const index = reportIndex(told);
    const all = figuresById(report.figures);
    for (const entry of told.figures) {
      const under = withTrail([entry.id], all).flatMap(({ sources }) => sources.map(({ title }) => title));
      const listed = withTrail([entry.id], figuresById(told.figures)).flatMap((one) =>
        index.sourceNumbersOf(one).map((number) => index.sources[number - 1]?.title),
      );
      expect([entry.id, new Set(listed)]).toEqual([entry.id, new Set(under)]);
    }
  });

  it('begins for the CFO with money and for the CISO with obligations', () => {
    expect(applyTemplate(report, 'cfo').sections[0]?.id).toBe('cost');
    expect(applyTemplate(report, 'ciso').sections[0]?.id).toBe('compliance');
    expect(applyTemplate(report, 'ciso').sections.map(({ id }) => id)).not.toContain('sizing');
  });

  it('tells the CISO first how the obligations stand, and the plan where the summary begins', () => {
    const gdpr = aFinding({
      id: 'compliance.gdpr',
      title: `${cite(GAPS)} duties are open`,
      severity: 'high',
    });
    const act = aFinding({ id: 'compliance.act', title: 'The class is open?', severity: 'info' });
    const findings = [act, gdpr];
    const outputs = [
      anOutput({ agent: 'compliance', summary: 'One framework applies.', findings, figures: [GAPS] }),
      anOutput({ agent: 'cto', summary: 'Rent it.' }),
    ];
    const told = applyTemplate(buildReport(aReportFacts({ outputs })), 'ciso');
    expect(told.verdict).toBe(`One framework applies. ${cite(GAPS)} duties are open. The class is open?`);
    expect(told.keyFigures[0]).toBe(GAPS.id);
    const summary = told.sections.find(({ id }) => id === 'executive-summary');
    expect(summary?.blocks[0]).toEqual({ kind: 'paragraph', text: 'Rent it.' });
    // Every format prints the verdict before the sections.
    expect(JSON.stringify(told.sections)).not.toContain('One framework applies.');
    expect(applyTemplate(buildReport(aReportFacts({ outputs })), 'cto').verdict).toBe('Rent it.');
  });

  it('takes no model’s words for the verdict', () => {
    const by = { model: 'm', provider: 'p', prompt: { id: 'narrate', version: 1 } };
    const words: AgentOutput['narrative'] = {
      by,
      repaired: false,
      summary: 'Said a model.',
      statements: [],
      priorities: [],
    };
    const outputs = [
      anOutput({ agent: 'compliance', summary: 'Computed.', narrative: words }),
      anOutput({ agent: 'cto', summary: 'Rent it.' }),
    ];
    const whole = buildReport(aReportFacts({ outputs }));
    expect(JSON.stringify(whole.sections)).toContain('Said a model.');
    expect(applyTemplate(whole, 'ciso').verdict).toBe('Rent it.');
  });

  it('decides for those who go by the plan on nothing that holds only for another way', () => {
    const decisions = ['Hosting', 'Region (if hosted)'].map((label) => ({
      label,
      option: 'x',
      contested: false,
    }));
    const labels = (id: TemplateId) =>
      applyTemplate({ ...report, decisions }, id).decisions.map((one) => one.label);
    expect(labels('executive')).toEqual(['Hosting']);
    expect(labels('cto')).toEqual(['Hosting', 'Region (if hosted)']);
  });

  it('has no heading for a part of which it shows nothing', () => {
    const texts = applyTemplate(report, 'executive').sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : [])),
    );
    expect(texts).toContain('Provenance');
    expect(texts).not.toContain('About this report');
  });

  it('keeps the verdict on the plan where the agent of the reader’s subject is missing', () => {
    const silent = buildReport(aReportFacts({ missing: ['compliance'] }));
    expect(applyTemplate(silent, 'ciso').verdict).toBe(silent.verdict);
  });

  it('puts sections of one group below headings of their own, and their headings one level deeper', () => {
    const [, advice] = applyTemplate(report, 'full').sections;
    const headings = (advice?.blocks ?? []).filter(isHeading);
    expect(headings).toMatchObject([
      { text: 'Decisions and conflicts' },
      { text: 'Conflict board', isMinor: true },
      { text: 'Recommendations' },
    ]);
  });

  it('says in German what the report itself says, and once that the agents wrote in English', () => {
    const told = applyTemplate(partial, 'executive', 'de');
    expect(told.sections.map(({ title }) => title)).toEqual([
      'Zusammenfassung',
      'Entscheidungen und Empfehlungen',
      'Kosten',
      'Compliance',
      'Szenarien und CO₂-Bilanz',
      'Worauf dieser Bericht beruht',
    ]);
    const german = { language: 'de', branding: null } as const;
    for (const text of [renderMarkdown(told, german), renderHtml(told, german)]) {
      expect(text.split('stehen in englischer Sprache')).toHaveLength(2);
      expect(text.indexOf('stehen in englischer Sprache')).toBeLessThan(
        text.indexOf('Host the model yourself'),
      );
    }
    const texts = JSON.stringify(told);
    expect(texts).toContain('Dieses Ergebnis ist unvollständig. Es fehlen: Simulation.');
    expect(applyTemplate(told, 'cfo', 'de').language).toBe('de');
  });
});
