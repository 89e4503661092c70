import { AUDIENCES, buildReport, forAudience, renderHtml } from '@app/reports';
import { aReportFacts } from '../../test/support/report.builder';

describe('the page of an audience', () => {
  const whole = buildReport(aReportFacts());
  const page = (audience: (typeof AUDIENCES)[number]) => {
    const part = forAudience(whole, audience);
    const shown = new Set(part.figures.map(({ id }) => id));
    const html = renderHtml(part);
    return { html, foreign: whole.figures.filter(({ id }) => !shown.has(id)) };
  };

  it.each(AUDIENCES)('names no figure to the %s that is not theirs', (audience) => {
    const { html, foreign } = page(audience);
    // Not in texts, tables and the appendix, not as an anchor, a title or a label of a chart.
    for (const { id, label } of foreign) {
      expect(html).not.toContain(id);
      expect(html).not.toContain(label);
    }
  });

  it('leaves something out for some, and nothing of the whole report', () => {
    expect(page('ciso').foreign.length).toBeGreaterThan(0);
    const html = renderHtml(whole);
    for (const { id } of page('ciso').foreign) expect(html).toContain(id);
  });
});
