import type { Chart, ChartValue } from '@app/charts';
import type { Figure } from '@app/kernel';
import { assessed, exampleInput } from '../../../../test/support/assessed-example';
import type { ReportBlock, ReportDocument } from '../document-tree';
import { figuresById } from '../figure-trail';
import { renderHtml } from '../render-html';
import { renderMarkdown } from '../render-markdown';

const EXAMPLES = [
  'startup-api-only',
  'support-assistant-gdpr',
  'hospital-notes-hipaa',
  'bank-finetune-70b',
  'corpus-embedding-batch',
] as const;

function chartsOf(document: ReportDocument): Array<{ readonly section: string; readonly chart: Chart }> {
  return document.sections.flatMap((section) =>
    section.blocks.flatMap((block) =>
      block.kind === 'chart' ? [{ section: section.id, chart: block.chart }] : [],
    ),
  );
}

function valuesOf(chart: Chart): ChartValue[] {
  switch (chart.kind) {
    case 'line':
    case 'bars':
      return chart.series.flatMap(({ values }) => [...values]);
    case 'scatter':
      return chart.points.flatMap(({ x, y }) => [x, y]);
    case 'spans':
      return [];
  }
}

/** The figures whose values are the edges of the range that is drawn around a value. */
function edgesOf(id: string, figures: ReadonlyMap<string, Figure>): readonly [unknown, unknown] {
  if (!id.startsWith('forecast.month-')) return [figures.get(id)?.low, figures.get(id)?.high];
  return [figures.get(id.replace('p50', 'p10'))?.value, figures.get(id.replace('p50', 'p90'))?.value];
}

describe('withCharts', () => {
  const documents = new Map<string, ReportDocument>();
  beforeAll(async () => {
    for (const name of EXAMPLES) documents.set(name, await assessed(exampleInput(name)));
  });
  const documentOf = (name: string) => documents.get(name) as ReportDocument;

  it.each(EXAMPLES)('draws no value in %s that is not the value of a figure of the run', (name) => {
    const document = documentOf(name);
    const figures = figuresById(document.figures);
    const charts = chartsOf(document);
    expect(charts.length).toBeGreaterThan(0);
    for (const { chart } of charts) {
      for (const { figureId, value, low, high } of valuesOf(chart)) {
        expect([figureId, value]).toEqual([figureId, figures.get(figureId)?.value]);
        expect([figureId, low, high]).toEqual([figureId, ...edgesOf(figureId, figures)]);
      }
    }
  });

  it.each(EXAMPLES)('draws in %s on one axis only what has one unit', (name) => {
    const figures = figuresById(documentOf(name).figures);
    for (const { chart } of chartsOf(documentOf(name))) {
      if (chart.kind !== 'line' && chart.kind !== 'bars') continue;
      const units = new Set(valuesOf(chart).map(({ figureId }) => figures.get(figureId)?.unit));
      expect([chart.id, ...units]).toEqual([chart.id, chart.y.unit]);
    }
  });

  it.each(EXAMPLES)('says in %s of each chart that is not drawn why', (name) => {
    const { sections } = documentOf(name);
    const told = sections.flatMap(({ id, blocks }) =>
      blocks.flatMap((block) => {
        if (block.kind === 'chart') return [`${id}/${block.chart.id.split('.')[0]}`];
        const isReason = block.kind === 'paragraph' && /^No (chart|break-even)/.test(block.text);
        return isReason ? [`${id}/not`] : [];
      }),
    );
    for (const { id, blocks } of sections) {
      if (!['models', 'cost', 'compliance', 'carbon', 'scenarios'].includes(id)) continue;
      const isNotice = blocks.every(({ kind }) => kind === 'callout');
      const kinds = new Set(told.filter((one) => one.startsWith(`${id}/`)));
      expect([id, isNotice || kinds.size > 0]).toEqual([id, true]);
    }
  });

  it('draws all thirty-six months, and the band from the p10 to the p90 figure', () => {
    const { chart } = chartsOf(documentOf('hospital-notes-hipaa')).find(
      (one) => one.chart.id === 'forecast.1',
    ) as { chart: Extract<Chart, { kind: 'line' }> };
    const [series] = chart.series;
    expect(chart.x.categories).toHaveLength(36);
    expect(series?.values.every(({ low, value, high }) => low! < value! && value! < high!)).toBe(true);
  });

  it('marks the chosen option and the runner-up on the front', () => {
    const charts = chartsOf(documentOf('hospital-notes-hipaa')).map(({ chart }) => chart);
    const front = charts.find((chart) => chart.id === 'front.2');
    const roles = front?.kind === 'scatter' ? front.points.map(({ role }) => role) : [];
    expect(roles.filter((role) => role === 'chosen')).toHaveLength(1);
    expect(roles.filter((role) => role === 'runner-up')).toHaveLength(1);
    expect(roles).toContain('other');
  });

  it('draws of each simulated scenario the percentiles that the simulation found, the higher never below', () => {
    const charts = chartsOf(documentOf('hospital-notes-hipaa')).map(({ chart }) => chart);
    const latency = charts.filter((chart) => chart.id.startsWith('latency.'));
    expect(latency.map(({ title }) => title.split(': ').at(-1))).toEqual(['First token', 'Whole answer']);
    for (const chart of latency as Array<Extract<Chart, { kind: 'bars' }>>) {
      expect(chart.series.map(({ name }) => name)).toEqual(['p50', 'p95', 'p99']);
      const [half = [], most = [], tail = []] = chart.series.map(({ values }) => values);
      half.forEach(({ value }, at) => {
        expect(value).toBeGreaterThan(0);
        expect(most[at]?.value).toBeGreaterThanOrEqual(value ?? Infinity);
        expect(tail[at]?.value).toBeGreaterThanOrEqual(most[at]?.value ?? Infinity);
      });
    }
  });

  it('keeps what is unknown without a bar, and not as nothing', () => {
    const charts = chartsOf(documentOf('support-assistant-gdpr')).map(({ chart }) => chart);
    const emissions = charts.find((chart) => chart.id === 'emissions.1') as Chart;
    const unknown = valuesOf(emissions).filter(({ value }) => value === null);
    expect(unknown).toHaveLength(1);
  });

  it('has the seven kinds of the run in the sections that they belong to', () => {
    const places = chartsOf(documentOf('support-assistant-gdpr')).map(
      ({ section, chart }) => `${section}/${chart.id}`,
    );
    expect(places).toEqual([
      'models/front.1',
      'cost/break-even.1',
      'cost/forecast.1',
      'compliance/coverage.1',
      'carbon/emissions.1',
      'scenarios/latency.1',
      'scenarios/latency.2',
    ]);
  });

  it('prints the numbers of a chart once: in the table beside it, or under it where no table has them', () => {
    const whole = documentOf('support-assistant-gdpr');
    const isBeside = ({ kind }: ReportBlock) => kind === 'table';
    const drawn = {
      ...whole,
      sections: whole.sections.map((section) => ({
        ...section,
        blocks: section.blocks.filter((block) => !isBeside(block)),
      })),
    };
    for (const title of chartsOf(whole).map(({ chart }) => chart.title)) {
      expect([title, renderMarkdown(whole).includes(`**${title}**`)]).toEqual([title, false]);
      expect([title, renderMarkdown(drawn).includes(`**${title}**`)]).toEqual([title, true]);
    }
    expect(renderHtml(whole)).toContain('<figure class="chart">');
    expect(renderHtml(whole)).not.toContain('The numbers of this chart');
    expect(renderHtml(drawn)).toContain('The numbers of this chart');
  });
});
