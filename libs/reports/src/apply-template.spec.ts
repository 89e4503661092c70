import { AGENT_IDS } from '@app/agents';
import { aReportFacts } from '../../../test/support/report.builder';
import { applyTemplate } from './apply-template';
import { buildReport } from './build-report';
import { checkReport } from './check-report';
import type { ReportBlock, ReportDocument } from './document-tree';
import { shownIds } from './figure-trail';
import { TEMPLATE_IDS } from './template-id';
import { REPORT_TEMPLATES } from './templates';

const report = buildReport(aReportFacts());
const partial = buildReport(aReportFacts({ missing: ['simulation'] }));

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

  it.each(TEMPLATE_IDS)('keeps of the figures what %s shows and what that was computed from', (id) => {
    const told = applyTemplate(report, id);
    const reached = new Set(shownIds(told));
    for (const entry of told.figures)
      for (const input of entry.inputs) if (reached.has(entry.id)) reached.add(input);
    const unneeded = told.figures.filter((entry) => !reached.has(entry.id));
    const users = new Set(told.figures.flatMap((entry) => entry.inputs));
    expect(unneeded.filter((entry) => !users.has(entry.id))).toEqual([]);
    expect(Object.keys(told.answers).every((answer) => users.has(answer))).toBe(true);
  });

  it('begins for the CFO with money and for the CISO with obligations', () => {
    expect(applyTemplate(report, 'cfo').sections[0]?.id).toBe('cost');
    expect(applyTemplate(report, 'ciso').sections[0]?.id).toBe('compliance');
    expect(applyTemplate(report, 'ciso').sections.map(({ id }) => id)).not.toContain('sizing');
  });

  it('puts sections of one group below headings of their own, and their headings one level deeper', () => {
    const [, advice] = applyTemplate(report, 'executive').sections;
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
    const texts = JSON.stringify(told);
    expect(texts.split('stehen in englischer Sprache')).toHaveLength(2);
    expect(texts).toContain('Dieses Ergebnis ist unvollständig. Es fehlen: Simulation.');
    expect(applyTemplate(told, 'cfo', 'de').language).toBe('de');
  });
});
