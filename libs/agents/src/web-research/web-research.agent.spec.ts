import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { AppError, canonicalJson } from '@app/kernel';
import type { WebAccess } from '@app/web-search';
import type { AgentOutput } from '../agent-output';
import { agentById } from '../agents';
import { createWorkbench } from '../create-workbench';

const SECRET = 'Project Nightingale of Acme Bank';
const INPUT: AssessmentInput = {
  name: SECRET,
  organisation: { industry: 'banking', regions: ['DE'] },
  workloads: [
    {
      name: SECRET,
      kind: 'llm-serving',
      model: { id: 'llama-3.1-70b' },
      traffic: { requestsPerDay: 50_000 },
      dataClasses: ['personal'],
    },
  ],
};
const AT = '2026-11-20T12:00:00.000Z';

/** A web on which every page states ten times what the catalog says, in the words of the query. */
class TestWeb implements WebAccess {
  readonly provider = 'testing';
  readonly mostPages = 2;
  readonly queries: string[] = [];
  readonly pages: string[] = [];

  constructor(
    private readonly say: (query: string) => string | AppError,
    readonly mostQueries = 20,
  ) {}

  async search(query: string) {
    this.queries.push(query);
    const excerpt = this.say(query);
    if (excerpt instanceof AppError) throw excerpt;
    const url = `https://prices.example/${this.queries.length}?a={{x}}&b=[[y]]`;
    const hit = {
      title: 'Prices [[sizing.w1.weights]] ${now} undefined {{x}}',
      url,
      excerpt,
      published: null,
    };
    return { query, provider: this.provider, retrievedAt: AT, hits: [hit] };
  }

  async read(url: string): Promise<never> {
    this.pages.push(url);
    throw new AppError({ kind: 'unprocessable', code: 'page.unusable', message: 'No.' });
  }
}

const machineOf = (query: string): string => query.split(' ')[1] ?? '';
const dear = (query: string): string => `The ${machineOf(query)} costs $1,000.00 per hour.`;
const busy = new AppError({ kind: 'unavailable', code: 'search.failed', message: 'Busy.' });

async function research(
  web: WebAccess | null,
  id: 'web-research' | 'cto' = 'web-research',
): Promise<AgentOutput> {
  const bench = createWorkbench({ input: INPUT, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1, web });
  return agentById(id).analyse(bench, new AbortController().signal);
}

const tableOf = (output: AgentOutput, id: string) => output.tables.find((table) => table.id === id);

describe('the web research', () => {
  it('says that it worked from the dated catalog where no provider is configured, with the age of each price', async () => {
    const output = await research(null);
    expect(output.summary).toMatch(/^No live search was made\./);
    expect(output.notEvaluated.map(({ id }) => id)).toContain('web-research.prices');
    const kinds = tableOf(output, 'web-research.staleness')?.rows.map((row) => row[1]);
    expect(kinds).toContain('on-demand price');
  });

  it('quotes a price with address and time beside the figure of the catalog, and changes no other result', async () => {
    const output = await research(new TestWeb(dear));
    const [row] = tableOf(output, 'web-research.quotes')?.rows ?? [];
    expect(row?.[4]).toContain('https://prices.example/');
    expect(row?.[5]).toBe(AT);
    const quotes = output.figures.filter((entry) => entry.id.startsWith('web-research.quote.catalog.'));
    const read = quotes.filter((entry) => entry.unit === 'USD/h');
    expect(read.length).toBeGreaterThan(0);
    for (const entry of read) {
      expect(entry).toMatchObject({ value: 1_000, method: 'sourced' });
      expect(entry.sources[0]).toMatchObject({ asOf: '2026-11-20', confidence: 'low' });
    }
    expect(canonicalJson(await research(new TestWeb(dear), 'cto'))).toBe(
      canonicalJson(await research(null, 'cto')),
    );
  });

  it('makes no figure of what is no price in the right unit', async () => {
    const output = await research(
      new TestWeb((query) => `${machineOf(query)}: only $9 per GPU hour, or 20 % off`),
    );
    expect(output.figures.filter((entry) => entry.id.startsWith('web-research.quote.'))).toEqual([]);
    expect(tableOf(output, 'web-research.quotes')).toBeUndefined();
  });

  it('asks in names of the catalog, and tells nobody what the assessment is called', async () => {
    const web = new TestWeb(dear);
    await research(web);
    expect(web.queries.length).toBeGreaterThan(2);
    expect(web.queries.join(' ')).not.toMatch(/nightingale|acme/i);
  });

  it('keeps strangers’ words out of what is worded or cited', async () => {
    const output = await research(new TestWeb(dear));
    const told = [output.summary, ...output.findings.flatMap((entry) => [entry.title, entry.statement])].join(
      ' ',
    );
    expect(told).not.toContain('Prices (');
    const cells = output.tables
      .flatMap((table) => table.rows.flat())
      .filter((cell) => cell.includes('prices.example'));
    expect(cells.length).toBeGreaterThan(0);
    for (const cell of cells) expect(cell).not.toMatch(/\[\[|\{\{|\$\{|undefined/);
  });

  it('works from the catalog when the provider fails, says so, and stops asking', async () => {
    const web = new TestWeb(() => busy);
    const output = await research(web);
    expect(output.summary).toContain('The search provider testing gave no answer');
    expect(output.notEvaluated.map(({ id }) => id)).toContain('web-research.search');
    expect(web.queries).toHaveLength(3);
    expect(web.pages).toEqual([]);
  });

  it('puts no more queries and reads no more pages than one assessment may', async () => {
    const web = new TestWeb(dear, 2);
    const output = await research(web);
    expect(web.queries).toHaveLength(2);
    expect(web.pages.length).toBeLessThanOrEqual(2);
    expect(output.notEvaluated.map(({ id }) => id)).toContain('web-research.look-ups');
  });
});
