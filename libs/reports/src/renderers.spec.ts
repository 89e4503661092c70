import { AGENT_IDS } from '@app/agents';
import { createHash } from 'node:crypto';
import { aFigure, aFinding, anOutput } from '../../../test/support/agent-output.builder';
import { aReportFacts, COST, REPLICAS } from '../../../test/support/report.builder';
import { forAudience } from './audience';
import { buildReport } from './build-report';
import { checkReport } from './check-report';
import type { ReportDocument } from './document-tree';
import { AUDIENCES } from './template-id';
import { printFigure } from './figure-format';
import { renderHtml } from './render-html';
import { renderJson } from './render-json';
import { renderMarkdown } from './render-markdown';

const ATTACK = `<img src=x onerror=alert(1)> [click](javascript:alert(1)) | \`code\` "quoted" **bold**`;

function hostile(): ReportDocument {
  const input = { name: ATTACK, workloads: [{ id: 'w1', name: ATTACK, kind: 'rag' as const }] };
  const source = { title: ATTACK, url: 'javascript:alert(1)', asOf: ATTACK, confidence: 'low' as const };
  const evil = aFigure({
    id: 'evil"><script>',
    label: ATTACK,
    unit: ATTACK,
    formula: ATTACK,
    sources: [source],
    inputs: ['input:/name'],
  });
  const outputs = [
    anOutput({
      agent: 'cto',
      summary: `${ATTACK} [[${evil.id}]]`,
      findings: [aFinding({ id: ATTACK, title: ATTACK, statement: ATTACK })],
      tables: [{ id: 'cto.t', title: ATTACK, columns: [ATTACK], rows: [[ATTACK]] }],
      figures: [evil],
    }),
  ];
  return buildReport(aReportFacts({ input, outputs, versions: { [ATTACK]: ATTACK } }));
}

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map((match) => match[1] as string);
}

describe('renderHtml', () => {
  it('leads every figure, input and answer to an entry that is there', () => {
    const html = renderHtml(buildReport(aReportFacts()));
    const ids = attributes(html, 'id');
    const fragments = attributes(html, 'href').filter((href) => href.startsWith('#'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(fragments.length).toBeGreaterThan(20);
    for (const fragment of fragments) expect(ids).toContain(fragment.slice(1));
  });

  it('loads nothing, runs nothing and allows only its own style sheet', () => {
    const html = renderHtml(buildReport(aReportFacts()));
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(/<(script|link|img|iframe|object|embed|form)\b/);
    expect(html).not.toMatch(/ style="| src="| on\w+="/);
    expect(style).not.toMatch(/url\(|@import/);
  });

  it('shows hostile text as text', () => {
    const html = renderHtml(hostile());
    expect(html).not.toMatch(/<(script|img)\b/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    for (const href of attributes(html, 'href')) expect(href).toMatch(/^(#|https?:)/);
  });

  it('says on the first screen that a run is partial, and what is missing and why', () => {
    const html = renderHtml(buildReport(aReportFacts({ missing: ['simulation'] })));
    const cover = html.slice(0, html.indexOf('</header>'));
    expect(cover).toContain('Partial result.');
    expect(cover).toContain('The simulation agent ran out of time.');
    expect(cover).toContain('10 of 11');
  });

  it('opens a figure to formula, inputs, sources and answers', () => {
    const document = buildReport(aReportFacts());
    const html = renderHtml(document);
    const anchor = (id: string) => `f${document.figures.findIndex((entry) => entry.id === id) + 1}`;
    const at = html.indexOf(`<div class="e" id="${anchor(REPLICAS.id)}">`);
    const entry = html.slice(at, html.indexOf('</div>', at));
    expect(html.slice(0, at)).toMatch(/<h3><code>ceil\(peak rate \/ rate of one replica\)<\/code><\/h3>\n$/);
    expect(entry).toContain(`<a href="#${anchor('sizing.chat.weights')}">Memory of the weights</a> 131 GiB`);
    expect(entry).toContain('<a href="#a1">answer /workloads/0/traffic/requestsPerDay</a> 120,000');
    expect(entry).toContain('<code>sizing.chat.replicas</code>');
    expect(html).toMatch(/source <a href="#s\d">\d<\/a>/);
    expect(html).toContain('href="https://example.org/prices?region=eu-west-1"');
  });

  it('writes a formula, a source and a long list of inputs once, however many figures have them', () => {
    const parts = ['p1', 'p2', 'p3'].map((id) => aFigure({ id: `x.${id}`, label: `Part ${id}` }));
    const inputs = parts.map((part) => part.id);
    const source = { title: 'The one list', url: '', asOf: '2026-01-01', confidence: 'high' as const };
    const users = ['a', 'b'].map((id) =>
      aFigure({ id: `x.${id}`, label: `User ${id}`, formula: 'p1 x p2 x p3', inputs, sources: [source] }),
    );
    const findings = [aFinding({ id: 'cto.x', statement: 'At [[x.a]] and [[x.b]].' })];
    const outputs = [anOutput({ agent: 'cto', findings, figures: [...parts, ...users] })];
    const document = buildReport(aReportFacts({ outputs }));
    for (const text of [renderHtml(document), renderMarkdown(document)]) {
      expect(text.split('The one list')).toHaveLength(2);
      expect(text.split('Part p2')).toHaveLength(3);
      expect(text).toMatch(/from the same as .*User a/);
    }
    expect(renderHtml(document).split('p1 x p2 x p3')).toHaveLength(2);
  });

  it('names the inputs of the first figure of a formula, and gives the values of the others', () => {
    const rates = [2, 3].map((value) => aFigure({ id: `x.rate-${value}`, label: 'Rate', value, unit: '1' }));
    const loads = rates.map((rate) =>
      aFigure({ id: `${rate.id}.load`, label: 'Load', formula: 'rate x time', inputs: [rate.id] }),
    );
    const statement = loads.map((load) => `[[${load.id}]]`).join(' ');
    const findings = [aFinding({ id: 'cto.x', statement })];
    const outputs = [anOutput({ agent: 'cto', findings, figures: [...rates, ...loads] })];
    const html = renderHtml(buildReport(aReportFacts({ outputs })));
    expect(html).toMatch(/from <a href="#f\d+">Rate<\/a> 2 /);
    expect(html).toMatch(/from <a href="#f\d+">3<\/a> /);
  });

  it('folds a table away that is longer than a screen, and leaves a short one open', () => {
    const plain = buildReport(aReportFacts());
    const tableOf = (title: string, length: number) => ({
      kind: 'table' as const,
      title,
      columns: ['C'],
      rows: Array.from({ length }, (_, row) => [`Row ${row}`]),
    });
    const blocks = [tableOf('Short', 30), tableOf('Long', 31)];
    const html = renderHtml({ ...plain, sections: [{ id: 'x', title: 'X', audiences: [], blocks }] });
    expect(html).toContain('<caption>Short</caption>');
    expect(html).toContain('<summary>Long <span>31 rows</span></summary>');
    expect(html).not.toContain('<caption>Long</caption>');
  });
});

describe('renderMarkdown', () => {
  it('leads every link within the report to an anchor that is there', () => {
    const markdown = renderMarkdown(buildReport(aReportFacts()));
    const anchors = [...markdown.matchAll(/<a id="([^"]+)"><\/a>/g)].map((match) => match[1]);
    const links = [...markdown.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(links.length).toBeGreaterThan(15);
    for (const link of links) expect(anchors).toContain(link);
  });

  it('shows hostile text as text', () => {
    const markdown = renderMarkdown(hostile());
    const outsideCode = markdown.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    const links = [...outsideCode.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map((match) => match[1]);
    for (const link of links) expect(link).toMatch(/^(#|<https?:)/);
    expect(outsideCode).not.toMatch(/(?<!\\)<(?!a id="|\/a>|https?:)/);
    const tables = [...markdown.matchAll(/(?:^\|.*\|\n)+/gm)].map((match) => match[0].trim().split('\n'));
    expect(tables.some((rows) => rows.some((row) => row.includes('onerror')))).toBe(true);
    for (const rows of tables) {
      expect(new Set(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).size).toBe(1);
    }
  });

  it('says at the top what to do first, with its weight', () => {
    const markdown = renderMarkdown(buildReport(aReportFacts()));
    const [top = ''] = markdown.split('<a id="s-executive-summary">');
    expect(top).toMatch(/\*\*What to do first\*\*\n\n1\. Rent \[4 .*\(critical\)/);
  });

  it('says at the top that a run is partial, and what is missing and why', () => {
    const markdown = renderMarkdown(buildReport(aReportFacts({ missing: ['simulation'] })));
    const top = markdown.slice(0, markdown.indexOf('## At a glance'));
    expect(top).toContain('**Partial result.**');
    expect(top).toContain('Simulation: The simulation agent ran out of time.');
  });
});

describe('all formats', () => {
  it('say in words where agents have nothing to say', () => {
    const document = buildReport(aReportFacts({ outputs: [] }));
    expect(checkReport(document, { agents: AGENT_IDS })).toEqual([]);
    for (const text of [renderHtml(document), renderMarkdown(document)]) {
      expect(text).toContain('No agent recommends a change.');
      expect(text).toContain('No agent put a choice to the vote.');
      expect(text).toContain('None: every agent of this run gave its result.');
      expect(text).not.toContain('undefined');
    }
  });

  it('print every kind of block', () => {
    const plain = buildReport(aReportFacts());
    const blocks = [
      { kind: 'list' as const, ordered: true, items: ['First', 'Then [[nowhere]]'] },
      { kind: 'callout' as const, tone: 'critical' as const, text: 'Stop.' },
    ];
    const document = {
      ...plain,
      sections: [{ ...plain.sections[0], id: 'x', title: 'X', audiences: [], blocks }],
    };
    expect(renderHtml(document)).toContain('<ol><li>First</li>');
    expect(renderHtml(document)).toContain('figure nowhere is missing');
    expect(renderHtml(document)).toContain('<p class="callout critical" role="note">Stop.</p>');
    expect(renderMarkdown(document)).toContain('1. First\n2. Then \\[figure nowhere is missing\\]');
    expect(renderMarkdown(document)).toContain('> **Critical.** Stop.');
  });

  it('print a figure alike', () => {
    const document = buildReport(aReportFacts());
    for (const entry of [COST, REPLICAS]) {
      const { text } = printFigure(entry);
      const words = renderHtml(document).replace(/<[^>]+>/g, '');
      expect(words).toContain(text);
      expect(renderMarkdown(document)).toContain(`[${text}ᶜ](#f`);
      expect(renderJson(document)).toContain(`"printed": "${text}"`);
    }
  });

  it('give the same bytes for the same document', () => {
    for (const render of [renderHtml, renderMarkdown, renderJson]) {
      expect(render(buildReport(aReportFacts()))).toBe(render(buildReport(aReportFacts())));
    }
  });

  it('render the JSON tree with a format version, and losslessly', () => {
    const document = buildReport(aReportFacts());
    const parsed = JSON.parse(renderJson(document)) as ReportDocument & { formatVersion: number };
    expect(parsed.formatVersion).toBe(1);
    expect(parsed.sections).toEqual(document.sections);
    expect(parsed.answers).toEqual(document.answers);
  });
});

describe('forAudience', () => {
  it.each(AUDIENCES)('gives the %s a report of its own that passes the quality gate', (audience) => {
    const part = forAudience(buildReport(aReportFacts()), audience);
    expect(checkReport(part, { agents: AGENT_IDS })).toEqual([]);
    for (const section of part.sections) expect(section.audiences).toContain(audience);
  });

  it('leaves out sections meant for others, with their figures', () => {
    const part = forAudience(buildReport(aReportFacts()), 'ciso');
    const ids = part.sections.map((section) => section.id);
    expect(ids).toContain('compliance');
    expect(ids).not.toContain('run-timeline');
    expect(part.figures.map((entry) => entry.id)).not.toContain('run.speed-up');
  });
});
