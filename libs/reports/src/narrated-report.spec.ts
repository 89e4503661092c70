import { AGENT_IDS, type AgentOutput, type Narrative } from '@app/agents';
import { canonicalJson, cite } from '@app/kernel';
import { synthesise } from '@app/synthesis';
import { aFinding } from '../../../test/support/agent-output.builder';
import { aReportFacts, COST, REPLICAS } from '../../../test/support/report.builder';
import { buildReport } from './build-report';
import { buildCheckedReport } from './checked-report';
import { checkReport } from './check-report';
import { shownIds } from './figure-trail';
import { renderHtml } from './render-html';
import { renderMarkdown } from './render-markdown';
import type { ReportFacts } from './report-facts';

const BY = { provider: 'openai', model: 'gpt-5-mini', prompt: { id: 'narrate.cto', version: 1 } };
const MARK = 'Worded by gpt-5-mini (openai); figures and findings are computed.';

/** The facts of the builder with the outputs of one agent changed. */
function factsWith(agent: string, change: (output: AgentOutput) => AgentOutput): ReportFacts {
  const facts = aReportFacts();
  const outputs = facts.outputs.map((output) => (output.agent === agent ? change(output) : output));
  return { ...facts, outputs, synthesis: synthesise(outputs) };
}

function narrated(agent: string, narrative: Partial<Narrative>): ReportFacts {
  return factsWith(agent, (output) => ({
    ...output,
    narrative: { ...aNarrative(output), ...narrative },
  }));
}

/** A wording that leaves all as it was. */
function aNarrative({ summary }: AgentOutput): Narrative {
  return { by: BY, repaired: false, summary, statements: [], priorities: [] };
}

function withoutNote({ narrative, ...output }: AgentOutput): AgentOutput {
  return output;
}

function withoutOutputOf(agent: string): ReportFacts {
  const facts = aReportFacts();
  const outputs = facts.outputs.filter((output) => output.agent !== agent);
  const run = { ...facts.run, state: 'partial' as const };
  return { ...facts, run, outputs, synthesis: synthesise(outputs) };
}

function cardsOf(facts: ReportFacts, sectionId: string): Array<{ id: string; text: string }> {
  const blocks = buildReport(facts).sections.find((section) => section.id === sectionId)?.blocks ?? [];
  return blocks.flatMap((block) => (block.kind === 'card' ? [{ id: block.id, text: block.text }] : []));
}

describe('a report with a model’s wording', () => {
  const chief = narrated('cto', {
    summary: `Own hosting keeps the promise with ${cite(REPLICAS)} for ${cite(COST)}.`,
    statements: [{ findingId: 'cto.case', text: `The price of it is ${cite(COST)}.` }],
  });

  it('prints the wording with its mark, and the computed verdict above it', () => {
    const document = buildReport(chief);
    expect(document.verdict).toBe(buildReport(aReportFacts()).verdict);
    for (const printed of [renderHtml(document), renderMarkdown(document)]) {
      expect(printed).toContain('Own hosting keeps the promise with');
      expect(printed).toContain('The price of it is');
      expect(printed.replaceAll('\\', '')).toContain(MARK);
    }
    expect(cardsOf(chief, 'executive-summary')).toContainEqual({
      id: 'finding.cto.case',
      text: `The price of it is ${cite(COST)}.`,
    });
  });

  it('shows the same figures with the same values, and passes the quality gate', () => {
    const document = buildCheckedReport(chief);
    const computed = buildReport(aReportFacts());
    expect(document.figures).toEqual(computed.figures);
    expect(new Set(shownIds(document))).toEqual(new Set(shownIds(computed)));
    expect(document.keyFigures).toEqual(computed.keyFigures);
  });

  it('does not get through the quality gate with a figure that nobody made', () => {
    const forged = narrated('cto', { summary: 'It costs [[pricing.secret]].' });
    expect(checkReport(buildReport(forged), { agents: AGENT_IDS })).toContainEqual(
      expect.objectContaining({ code: 'figure-unresolved', where: 'pricing.secret' }),
    );
  });

  it('follows the priorities among findings of one severity, and only there', () => {
    const findings = [
      aFinding({ id: 'infrastructure.a', severity: 'high' }),
      aFinding({ id: 'infrastructure.b', severity: 'info' }),
      aFinding({ id: 'infrastructure.c', severity: 'high' }),
    ];
    const priorities = ['infrastructure.b', 'infrastructure.c', 'infrastructure.a'];
    const facts = factsWith('infrastructure', (output) => ({
      ...output,
      findings,
      narrative: { ...aNarrative(output), priorities },
    }));
    expect(cardsOf(facts, 'sizing').map(({ id }) => id)).toEqual([
      'finding.infrastructure.c',
      'finding.infrastructure.b',
      'finding.infrastructure.a',
    ]);
  });

  it.each([
    ['with the agent that lays it out', aReportFacts()],
    ['without it', withoutOutputOf('report')],
  ])('is the computed report and one line where wordings were wanted and not had, %s', (_who, facts) => {
    const outputs = facts.outputs.map((output, index): AgentOutput => {
      if (index === 0) return { ...output, narrative: aNarrative(output) };
      const code = index === 1 ? 'llm.unavailable' : 'llm.unusable-answer';
      return { ...output, narrative: { missing: { code, message: 'Said a model.' } } };
    });
    const all = outputs.length;
    const [first, ...rest] = outputs;
    const document = buildCheckedReport({ ...facts, outputs });
    const text = `Worded by a model: 1 of ${all}; llm.unavailable ×1 and llm.unusable-answer ×${all - 2}, the computed text stands.`;
    const about = document.sections.find(({ id }) => id === 'about')?.blocks;
    expect(about?.at(-1)).toMatchObject({ kind: 'paragraph', text });
    expect(renderHtml(document)).toContain(text);
    expect(canonicalJson(document)).not.toContain('Said a model');
    const others = (one: typeof document) => one.sections.filter(({ id }) => id !== 'about');
    const wordedOnce = buildReport({ ...facts, outputs: [first!, ...rest.map(withoutNote)] });
    expect(canonicalJson(others(document))).toBe(canonicalJson(others(wordedOnce)));
    expect(renderMarkdown(wordedOnce)).not.toContain('computed text stands');
  });

  it('joins findings and decides from what was computed', () => {
    expect(canonicalJson(chief.synthesis)).toBe(canonicalJson(aReportFacts().synthesis));
  });
});
