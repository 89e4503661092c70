import { cite } from '@app/kernel';
import { aFigure } from '../../../test/support/agent-output.builder';
import { aReportFacts } from '../../../test/support/report.builder';
import { applyTemplate } from './apply-template';
import { buildReport } from './build-report';
import { numberRanges, printRange } from './number-ranges';
import { renderHtml } from './render-html';
import { renderMarkdown } from './render-markdown';

const source = (title: string) => ({ title, url: '', asOf: '2026-01', confidence: 'high' as const });

describe('the cut trail of a short report', () => {
  const steps = [1, 2, 3, 4, 5].map((step) =>
    aFigure({ id: `x.step-${step}`, label: `Step ${step}`, value: step, inputs: ['x.deep'] }),
  );
  const deep = aFigure({ id: 'x.deep', sources: [source('Found deep down')] });
  const top = aFigure({ id: 'x.top', label: 'Top', inputs: steps.map(({ id }) => id) });
  const whole = buildReport(aReportFacts());
  const sections = whole.sections.map((section, at) =>
    at === 0 ? { ...section, blocks: [{ kind: 'paragraph' as const, text: cite(top) }] } : section,
  );
  const told = applyTemplate(
    { ...whole, figures: [...whole.figures, ...steps, deep, top], sections },
    'executive',
  );

  it('tells an input by its value and by the sources of all below it, without its own steps', () => {
    const step = told.leftOut?.find(({ id }) => id === 'x.step-1');
    expect(step).toMatchObject({ value: 1, sources: [{ title: 'Found deep down' }] });
    expect(step).not.toHaveProperty('inputs');
    expect(JSON.stringify(told)).not.toContain('"x.deep"');
  });

  it('names three of the inputs beside the figure and counts the others', () => {
    const html = renderHtml(told);
    expect(html).toContain('from Step 1: 1; Step 2: 2; Step 3: 3; 2 in the full report');
    expect(html).not.toContain('href="#null"');
    expect(renderMarkdown(told)).toContain('from Step 1: 1; Step 2: 2; Step 3: 3; 2 in the full report');
  });

  it('prints numbers of sources that follow one another as a stretch', () => {
    expect(numberRanges([3, 9, 1, 2, 2]).map(printRange)).toEqual(['1–3', '9']);
    expect(numberRanges([])).toEqual([]);
  });
});
