import { createHash } from 'node:crypto';
import { aReportFacts } from '../../../test/support/report.builder';
import { applyTemplate } from './apply-template';
import { buildReport } from './build-report';
import type { ReportDocument } from './document-tree';
import type { Presentation } from './presentation';
import { renderHtml } from './render-html';
import { renderJson } from './render-json';
import { renderMarkdown } from './render-markdown';

const NAME = 'Acme </style><script>alert(1)</script> "A\\22"';
const logo = { contentType: 'image/svg+xml', data: Buffer.from('<svg/>').toString('base64') } as const;
const branded: Presentation = {
  language: 'en',
  branding: { name: NAME, logo, primaryColour: '#0b3d91', accentColour: '#8a1c1c' },
};
const german: Presentation = { language: 'de', branding: null };
const report = buildReport(aReportFacts({ missing: ['simulation'] }));
const value = (figureId: string, amount: number | null) => ({
  figureId,
  value: amount,
  low: null,
  high: null,
});

function charted(): ReportDocument {
  const [first, ...rest] = report.sections;
  const [one, two] = report.figures;
  if (!first || !one || !two) throw new Error('the report has no section or figures');
  const chart = {
    kind: 'bars' as const,
    id: 'test.bars',
    title: 'What it costs',
    description: 'Two amounts.',
    isStacked: false,
    x: { label: 'Way', unit: '', categories: ['A', 'B'] },
    y: { label: 'Amount', unit: 'USD' },
    series: [{ name: 'Amount', values: [value(one.id, one.value), value(two.id, two.value)] }],
  };
  return {
    ...report,
    sections: [{ ...first, blocks: [...first.blocks, { kind: 'chart', chart }] }, ...rest],
  };
}

describe('a report with branding', () => {
  const html = renderHtml(report, branded);

  it('has colours, name and logo of the organisation, and a policy that knows this very style sheet', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
    expect(style).toContain('--accent: #8a1c1c; --brand: #0b3d91;');
    expect(html).toContain(
      `<img class="logo" src="data:image/svg+xml;base64,${logo.data}" alt="Acme &lt;/style&gt;`,
    );
  });

  it('lets no name end the style sheet, the page or a Markdown line', () => {
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).not.toContain('<script');
    expect(renderMarkdown(report, branded)).toContain('**Acme \\</style\\>\\<script\\>');
    expect(JSON.parse(renderJson(report, branded))).toMatchObject({ publisher: NAME, language: 'en' });
  });
});

describe('a report in German', () => {
  it('speaks German in every fixed word and number, and says whose texts are English', () => {
    const html = renderHtml(report, german);
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('stehen in englischer Sprache');
    for (const word of ['Unvollständiges Ergebnis.', 'Entschieden', 'Anhang: Quellen', '18.433 USD/Monat']) {
      expect(html.replaceAll('\u00a0', ' ')).toContain(word);
    }
    expect(html).not.toMatch(/>(Decided|Appendix: [a-z]+|Missing agents|Open questions|as of|partial)</);
    const markdown = renderMarkdown(report, german);
    expect(markdown).toContain('## Auf einen Blick');
    expect(markdown).not.toMatch(/^## (At a glance|Appendix|Missing)/m);
  });

  it('has the same figures as the English one', () => {
    const values = (text: string) =>
      (JSON.parse(text) as ReportDocument).figures.map(({ id, value: amount }) => [id, amount]);
    expect(values(renderJson(report, german))).toEqual(values(renderJson(report)));
  });

  it('is translated once, whether by its template or by its renderer', () => {
    const told = applyTemplate(report, 'executive', 'de');
    expect(renderHtml(told, german).split('stehen in englischer Sprache')).toHaveLength(2);
  });
});

describe('a chart in a report', () => {
  it('is drawn for light and dark ground without ids in common, with its numbers below it', () => {
    const html = renderHtml(charted());
    const figure = /<figure class="chart">[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    expect(figure.match(/<svg /g)).toHaveLength(2);
    expect(figure).toMatch(/class="on-light"[\s\S]*class="on-dark"[\s\S]*<details>[\s\S]*<table>/);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(html).not.toMatch(/ style="|<script/);
    expect(renderMarkdown(charted())).toContain('| Way | Amount |');
  });

  it('has its words, its unit and the numbers along its axis in German', () => {
    const document = charted();
    const [first, ...rest] = document.sections;
    const blocks = (first?.blocks ?? []).map((block) =>
      block.kind === 'chart' && block.chart.kind === 'bars'
        ? {
            ...block,
            chart: {
              ...block.chart,
              title: 'Cost over 36 months',
              x: { label: 'Month', unit: '', categories: ['69.7 million', '1,200.5'] },
              y: { label: 'Cost', unit: 'USD/month' },
            },
          }
        : block,
    );
    const html = renderHtml({ ...document, sections: first ? [{ ...first, blocks }, ...rest] : [] }, german);
    const figure = /<figure class="chart">[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    for (const word of ['Kosten über 36 Monate', '69,7 Millionen', '1.200,5', 'Kosten (USD/Monat)']) {
      expect(figure).toContain(word);
    }
  });
});
