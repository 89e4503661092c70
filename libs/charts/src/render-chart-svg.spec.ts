import type { Chart, ChartValue } from './chart';
import { figureIdsOfChart } from './chart';
import { renderChartSvg } from './render-chart-svg';

const at = (figureId: string, value: number | null, spread = 0): ChartValue => ({
  figureId,
  value,
  low: value === null ? null : value - spread,
  high: value === null ? null : value + spread,
});

const months = Array.from({ length: 36 }, (_, index) => String(index + 1));
const cost: Chart = {
  kind: 'line',
  id: 'cost.months',
  title: 'Cost over 36 months',
  description: 'What each month costs & how sure <that> is.',
  isStepped: false,
  x: { label: 'Month', unit: '', categories: months },
  y: { label: 'Cost', unit: 'USD/month' },
  series: [
    { name: 'Rent', values: months.map((month) => at(`rent.${month}`, 10_000 + 250 * Number(month), 1_500)) },
    { name: 'Buy', values: months.map((month) => at(`buy.${month}`, month === '7' ? null : 14_000)) },
  ],
};
const share: Chart = {
  kind: 'bars',
  id: 'share',
  title: 'Controls',
  description: 'By framework.',
  isStacked: true,
  x: { label: '', unit: '', categories: ['GDPR', 'ISO 27001'] },
  y: { label: 'Requirements', unit: '1' },
  series: [
    { name: 'Passed', values: [at('p.gdpr', 3), at('p.iso', 10)] },
    { name: 'Failed', values: [at('f.gdpr', 2), at('f.iso', 1)] },
  ],
};
const front: Chart = {
  kind: 'scatter',
  id: 'front',
  title: 'Options',
  description: 'Cost and latency.',
  x: { label: 'Cost', unit: 'USD/month' },
  y: { label: 'Latency', unit: 'ms' },
  points: [
    { name: 'A', role: 'chosen', x: at('a.x', 100), y: at('a.y', 900) },
    { name: 'B', role: 'runner-up', x: at('b.x', 130), y: at('b.y', 700) },
    { name: 'C', role: 'other', x: at('c.x', 400), y: at('c.y', null) },
    { name: 'D', role: 'other', x: at('d.x', 400), y: at('d.y', 400) },
  ],
};
const timeline: Chart = {
  kind: 'spans',
  id: 'timeline',
  title: 'Agents',
  description: 'When each worked.',
  spans: [
    { name: 'CTO', fromMs: 0, toMs: 120, figureId: 't.cto' },
    { name: 'Compliance', fromMs: 30, toMs: 90, figureId: 't.compliance' },
  ],
};
const all = [cost, share, front, timeline];

describe('renderChartSvg', () => {
  it.each(all)('draws $kind as one element without script, style sheet or inline style', (chart) => {
    const svg = renderChartSvg(chart);
    expect(svg).toMatch(/^<svg [^>]*>[\s\S]*<\/svg>\s*$/);
    expect(svg).not.toMatch(/<script|<style|style="|href="http|url\(http|@import/);
  });

  it.each(all)('says of $kind in words what it shows', (chart) => {
    const svg = renderChartSvg(chart);
    expect(svg).toContain(`<title id="chart-${chart.id.replace('.', '-')}-title">${chart.title}</title>`);
    expect(svg).toContain('role="img"');
  });

  it('lets no text end the mark-up', () => {
    expect(renderChartSvg(cost)).toContain('each month costs &amp; how sure &lt;that&gt; is.');
    const hostile = { ...share, x: { ...share.x, categories: ['<script>alert(1)</script>', '"&'] } };
    expect(renderChartSvg(hostile)).not.toContain('<script');
  });

  it.each(all)('gives $kind the same bytes whatever was drawn before', (chart) => {
    const first = renderChartSvg(chart);
    for (const other of all) renderChartSvg(other);
    expect(renderChartSvg(chart)).toBe(first);
  });

  it('gives two charts no id in common', () => {
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const [one, two] = [ids(renderChartSvg(cost)), ids(renderChartSvg({ ...cost, id: 'other' }))];
    expect(one.length).toBeGreaterThan(0);
    expect(one.filter((id) => two.includes(id))).toEqual([]);
  });

  it('draws a band where a range is known, and a gap where a value is not', () => {
    const filled = (svg: string) => svg.match(/fill-opacity="0\.18"/g)?.length ?? 0;
    expect(filled(renderChartSvg(cost))).toBe(1);
    const certain = { ...cost, series: cost.series.slice(1) };
    expect(filled(renderChartSvg(certain))).toBe(0);
    // The line of seven months less one is in two pieces.
    const pieces = /<path d="M[^M"]*M[^"]*"/;
    expect(renderChartSvg(certain)).toMatch(pieces);
    expect(renderChartSvg({ ...cost, series: cost.series.slice(0, 1) })).not.toMatch(
      /<path d="M[^"Z]*M[^"]*" fill="none"[^>]*stroke-width="2"/,
    );
  });

  it('draws long times in seconds, and short ones as they are', () => {
    expect(renderChartSvg(front)).toContain('>Latency (ms)<');
    const slow = { ...front, points: [...front.points, { ...front.points[0]!, y: at('e.y', 30_000) }] };
    expect(renderChartSvg(slow)).toContain('>Latency (s)<');
    expect(renderChartSvg(slow)).toContain('>30<');
    expect(renderChartSvg(slow)).not.toContain('>30K<');
  });

  it('writes numbers as the language does', () => {
    expect(renderChartSvg(cost)).toContain('>20K<');
    expect(renderChartSvg({ ...cost, series: cost.series.slice(0, 1) }, { locale: 'de-DE' })).toMatch(
      />20\.000</,
    );
  });
});

describe('figureIdsOfChart', () => {
  it('names every figure that is drawn, once', () => {
    expect(figureIdsOfChart(front)).toEqual(['a.x', 'a.y', 'b.x', 'b.y', 'c.x', 'c.y', 'd.x', 'd.y']);
    expect(figureIdsOfChart(timeline)).toEqual(['t.cto', 't.compliance']);
    expect(figureIdsOfChart(share)).toEqual(['p.gdpr', 'p.iso', 'f.gdpr', 'f.iso']);
  });
});
