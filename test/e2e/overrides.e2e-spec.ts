import { loadCatalog } from '@app/catalog';
import type { Figure } from '@app/kernel';
import { AgentTeam, isTerminal } from '@app/runs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT } from '../support/run-harness';
import { until } from '../support/until';

const EXAMPLES = join(__dirname, '../../examples/overrides');
const STORES = 'e2e-overrides';
const H100 = 'aws/p5.48xlarge/us-east-1';
const HOUSE_MODEL = {
  ...{ id: 'house-8b', name: 'House 8B', totalParamsB: 8.03, layers: 32, hiddenSize: 4096 },
  ...{ attentionHeads: 32, kvHeads: 8, contextLength: 32_768, vocabSize: 128_256 },
};

interface Outcome {
  readonly version: number | null;
  readonly file: { readonly id: string } | null;
}

/** One price for everything that could be rented for the assessment below. */
function priceBook(usd: number): { name: string; csv: string } {
  const rows = loadCatalog()
    .instancesWith({ provider: 'aws', region: 'us-east-1' })
    .filter(({ category }) => category !== 'capacity-block')
    .map((row) => `${row.provider},${row.instanceType},${row.region},${usd}`);
  return { name: 'Agreement', csv: ['provider,instanceType,region,onDemandUSDPerHour', ...rows].join('\n') };
}

const assessment = {
  name: 'Support chat',
  workloads: [
    {
      kind: 'llm-serving',
      model: { id: 'house-8b' },
      traffic: { requestsPerDay: 200_000 },
      precision: 'fp16',
    },
  ],
  obligations: ['house-ai-policy'],
  constraints: { providers: ['aws'], regions: ['us-east-1'], selfHostOnly: true },
};

describe('files of one’s own over HTTP', () => {
  let api: ApiHarness;
  let other: ApiHarness;
  let worker: RunHarness | undefined;

  beforeAll(async () => {
    api = await startApi(STORES, { DEFAULT_TENANT: TENANT });
    other = await startApi(STORES, { DEFAULT_TENANT: 'somebody-else' });
  });
  afterAll(async () => {
    await Promise.all([api?.close(), other?.close(), worker?.stop()]);
  });

  const get = (path: string, by = api) => by.fastify.inject({ method: 'GET', url: `/v1/${path}` });
  const post = (path: string, payload: object, by = api) =>
    by.fastify.inject({ method: 'POST', url: `/v1/${path}`, payload });
  const upload = async (payload: object, by = api) =>
    (await post('catalog/overrides', payload, by)).json<Outcome>();
  const remove = (id: string, by = api) =>
    by.fastify.inject({ method: 'DELETE', url: `/v1/catalog/overrides/${id}` });
  const start = async (by = api): Promise<string> => {
    const { id } = (await post('assessments', assessment, by)).json<{ id: string }>();
    return (await post(`assessments/${id}/runs`, { asOf: '2026-11-20' }, by)).json<{ id: string }>().id;
  };

  it('checks a file without storing it, and names what is wrong by row, line, id and field', async () => {
    const csv =
      'provider,instanceType,region,onDemandUSDPerHour\naws,p5.48xlarge,us-east-1,41\naws,p5.48xlarge,us-east-2,free\n';
    const dry = await post('catalog/overrides?dryRun=true', { name: 'x', csv });

    expect(dry.statusCode).toBe(200);
    expect(dry.json()).toEqual({
      ...{
        outcome: 'dry-run',
        valid: false,
        kind: 'instance-prices',
        rowCount: 0,
        version: null,
        file: null,
      },
      problems: [
        {
          ...{ row: 2, line: 3, id: 'p5.48xlarge (#2)', field: 'onDemandUSDPerHour' },
          ...{ expected: 'a number', got: '"free"' },
        },
      ],
    });
    const refused = await post('catalog/overrides', { name: 'x', csv });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'overrides.bad-rows',
      errors: [{ pointer: '/rows/1/onDemandUSDPerHour' }],
    });
    expect((await get('catalog/overrides')).json()).toEqual({ version: 0, items: [] });
  });

  it.each([
    [{ name: 'x' }, '/csv'],
    [{ name: 'x', csv: 'a', rows: [{}] }, '/csv'],
    [{ name: 'x', rows: [{}] }, '/kind'],
    [{ csv: 'a' }, '/name'],
    [{ name: 'x', csv: 'a', kind: 'prices' }, '/kind'],
  ])('refuses the upload %j', async (payload, pointer) => {
    const refused = await post('catalog/overrides', payload);

    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('shows the tenant its own price, and nobody else', async () => {
    const stored = await post('catalog/overrides', priceBook(41.5));
    const { file, version } = stored.json<Outcome>();
    const path = `catalog/instances/${encodeURIComponent(H100)}`;
    const mine = (await get(path)).json<{
      origin: string;
      prices: Array<{ usdPerHour: number; sources: unknown[] }>;
    }>();

    expect(stored.statusCode).toBe(201);
    expect(stored.headers.location).toBe(`/v1/catalog/overrides/${file!.id}`);
    expect(mine).toMatchObject({ origin: 'own', source: { url: null } });
    expect(mine.prices[0]).toMatchObject({
      usdPerHour: 41.5,
      sources: [{ title: expect.stringContaining('"Agreement"') as string }],
    });
    expect((await get(path, other)).json()).toMatchObject({ origin: 'catalog' });
    expect((await get(`catalog/overrides/${file!.id}`, other)).statusCode).toBe(404);
    expect((await remove(file!.id, other)).statusCode).toBe(404);
    expect((await get('catalog/instances?origin=own', other)).json()).toMatchObject({ items: [] });
    expect((await get(`catalog/overrides?version=${version}`)).json()).toMatchObject({
      items: [{ id: file!.id }],
    });
    expect((await remove(file!.id)).statusCode).toBe(204);
    expect((await get(path)).json()).toMatchObject({ origin: 'catalog' });
  });

  it('reads a file back with its rows', async () => {
    const { file } = await upload({
      name: 'Terms',
      kind: 'discounts',
      rows: [{ provider: 'aws', percent: 7 }],
    });
    expect((await get(`catalog/overrides/${file!.id}`)).json()).toMatchObject({
      ...{ kind: 'discounts', name: 'Terms', rowCount: 1, rows: [{ provider: 'aws', percent: 7 }] },
    });
    await remove(file!.id);
  });

  it('computes a run with the prices and models of its tenant that stood when it was accepted', async () => {
    await upload({ name: 'Models', kind: 'models', rows: [HOUSE_MODEL] });
    for (const name of ['frameworks', 'owned-hardware', 'discounts']) {
      await upload({ name, csv: readFileSync(join(EXAMPLES, `${name}.csv`), 'utf8') });
    }
    await upload(priceBook(1.11));
    const first = await start();
    await upload(priceBook(2.22));
    const second = await start();
    const foreign = await start(other);

    worker = await RunHarness.start(STORES, new AgentTeam());
    const { runs } = worker;
    for (const id of [first, second]) await worker.untilEnded(id);
    await until(async () => isTerminal((await runs.get('somebody-else', foreign)).state));
    const prices = async (id: string): Promise<Figure[]> => {
      const { items } = (await get(`runs/${id}/agents?limit=20&fields=output`)).json<{
        items: Array<{ output: { figures: Figure[] } }>;
      }>();
      const figures = items.flatMap(({ output }) => output?.figures ?? []);
      return figures.filter((one) => /^catalog\.instance\..*\.on-demand$/.test(one.id));
    };

    expect((await get(`runs/${first}`)).json()).toMatchObject({ state: 'completed' });
    for (const [id, usd] of [
      [first, 1.11],
      [second, 2.22],
    ] as const) {
      const found = await prices(id);
      expect(found.length).toBeGreaterThan(0);
      for (const { value, sources } of found) {
        expect(value).toBe(usd);
        expect(sources[0]?.title).toContain('from your own file "Agreement"');
      }
    }
    const report = (await get(`runs/${first}/report?format=md`)).body;
    expect(report).toContain('from your own file "Agreement"');
    expect(report).toContain('House AI policy');
    // The model is known to its tenant alone.
    const refused = (await get(`runs/${foreign}`, other)).json<{ state: string; problems: object[] }>();
    expect(refused).toMatchObject({
      state: 'failed',
      problems: [
        { code: 'input.unknown-id', pointer: '/obligations/0' },
        { code: 'input.unknown-id', pointer: '/workloads/0/model/id' },
      ],
    });
  });
});
