import { AGENT_IDS } from '@app/agents';
import { fastify, type FastifyInstance } from 'fastify';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assessed, exampleInput } from '../../../test/support/assessed-example';
import { applyTemplate } from './apply-template';
import { checkReport } from './check-report';
import type { ReportDocument } from './document-tree';
import { REPORT_LANGUAGES } from './presentation';
import { renderJson } from './render-json';
import { reportJsonSchema } from './report-json';
import { patternOf } from './take-excerpt';
import { EXCERPTS } from './template-excerpts';
import { TEMPLATE_IDS } from './template-id';
import { REPORT_TEMPLATES } from './templates';

const EXAMPLES = readdirSync(join(__dirname, '../../../examples'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

/** Templates that somebody reads from the first page to the last. */
const SUMMARIES = TEMPLATE_IDS.filter((id) => id !== 'full' && id !== 'technical');

describe('the reports of the examples', () => {
  const reports = new Map<string, ReportDocument>();
  let server: FastifyInstance;

  beforeAll(async () => {
    for (const name of EXAMPLES) reports.set(name, await assessed(exampleInput(name)));
    // A server that refuses what its schema does not allow: a validator that is not ours.
    const customOptions = { removeAdditional: false, coerceTypes: false, useDefaults: false } as const;
    server = fastify({ bodyLimit: 64 * 1024 * 1024, ajv: { customOptions } });
    server.post('/', { schema: { body: reportJsonSchema() } }, () => ({}));
  });
  afterAll(() => server.close());

  const reportOf = (name: string) => reports.get(name) as ReportDocument;
  const check = async (payload: string) => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await server.inject({ method: 'POST', url: '/', headers, payload });
    return statusCode === 200 ? 'valid' : body;
  };

  it.each(EXAMPLES)('are of %s as their schema says, whole and by every template', async (name) => {
    const branding = { name: 'Acme', logo: null, primaryColour: '#0b3d91', accentColour: '#8a1c1c' };
    expect(await check(renderJson(reportOf(name)))).toBe('valid');
    for (const id of TEMPLATE_IDS) {
      const told = applyTemplate(reportOf(name), id, 'de');
      expect([id, await check(renderJson(told, { language: 'de', branding }))]).toEqual([id, 'valid']);
    }
  });

  it.each(EXAMPLES)('pass of %s the quality gate by every template, in both languages', (name) => {
    for (const language of REPORT_LANGUAGES) {
      for (const id of TEMPLATE_IDS) {
        const told = applyTemplate(reportOf(name), id, language);
        expect([id, checkReport(told, { agents: AGENT_IDS })]).toEqual([id, []]);
      }
    }
  });

  it.each(EXAMPLES)('are of %s short where they are for somebody who reads all of it', (name) => {
    for (const id of SUMMARIES) {
      const { figures, sections, template } = applyTemplate(reportOf(name), id);
      expect([template, sections.length]).toEqual([id, REPORT_TEMPLATES[id].sections.length]);
      expect([id, figures.length < 200]).toEqual([id, true]);
      expect([id, JSON.stringify(sections).length < 60_000]).toEqual([id, true]);
    }
  });

  it.each(EXAMPLES)('of %s name among the stale sources whatever the web research calls old', (name) => {
    const { sections, figures } = reportOf(name);
    const rowsOf = (id: string) =>
      sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'table' && block.id === id ? block.rows : [])),
      );
    const sources = new Map(figures.map((entry) => [entry.id, entry.sources[0]]));
    const old = rowsOf('web-research.staleness').filter((row) => row.at(-1) === 'old');
    const titles = old.map((row) => sources.get(/\[\[(.+)\]\]/.exec(row[3] ?? '')?.[1] ?? '')?.title);
    expect(old.length).toBeGreaterThan(0);
    const stale = rowsOf('provenance.stale').map(([title]) => title);
    expect(titles.filter((title) => title === undefined || !stale.includes(title))).toEqual([]);
  });

  it('speak of no accelerator-hours to whoever asks models by API alone', () => {
    expect(JSON.stringify(reportOf('startup-api-only').sections)).not.toContain('accelerator-hours');
  });

  it('hold everything that an excerpt or a lead asks for', () => {
    const blocks = [...reports.values()].flatMap(({ sections }) =>
      sections.flatMap((section) => section.blocks),
    );
    const ids = {
      findings: blocks.flatMap((block) =>
        block.kind === 'card' ? [block.id.replace(/^finding\./, '')] : [],
      ),
      tables: blocks.flatMap((block) => (block.kind === 'table' ? [block.id ?? ''] : [])),
      charts: blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart.id.split('.')[0] ?? ''] : [])),
    };
    const sections = new Set([...reports.values()].flatMap((report) => report.sections.map(({ id }) => id)));
    const excerpts = Object.values(EXCERPTS);
    const leads = Object.values(REPORT_TEMPLATES).flatMap(({ lead }) => lead ?? []);
    const asked = {
      findings: [...excerpts.flatMap((one) => Object.values(one)), ...leads].flatMap(
        (one) => one.findings ?? [],
      ),
      tables: excerpts.flatMap((one) => Object.values(one)).flatMap((one) => one.tables ?? []),
      charts: excerpts.flatMap((one) => Object.values(one)).flatMap((one) => one.charts ?? []),
    };
    const unknown = (['findings', 'tables', 'charts'] as const).flatMap((kind) =>
      asked[kind].filter((pattern) => {
        const form = kind === 'charts' ? new RegExp(`^${pattern}$`) : patternOf(pattern.replace(/:\d+$/, ''));
        return !ids[kind].some((id) => form.test(id));
      }),
    );
    expect(unknown).toEqual([]);
    const named = [...excerpts.flatMap((one) => Object.keys(one)), ...leads.map(({ section }) => section)];
    expect(named.filter((id) => !sections.has(id))).toEqual([]);
  });
});
