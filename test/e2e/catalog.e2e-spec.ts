import { loadCatalog } from '@app/catalog';
import { startApi, type ApiHarness } from '../support/api-harness';

interface Entry {
  readonly id: string;
  readonly origin: string;
  readonly source: { readonly title: string; readonly asOf: string; readonly confidence: string };
  readonly staleness: { readonly stale: boolean };
  readonly [field: string]: unknown;
}
interface Page {
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
}

const catalog = loadCatalog();
const SECTIONS: Record<string, number> = {
  accelerators: catalog.accelerators.length,
  instances: catalog.instances.length,
  models: catalog.models.length,
  'api-prices': catalog.apiPrices.length,
  'managed-services': catalog.managedServices.length,
  carbon: catalog.gridCarbonRows.length + catalog.countryCarbonRows.length,
  frameworks: catalog.frameworks.length,
};

describe('the catalog over HTTP', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-catalog');
  });
  afterAll(() => api?.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'GET', url: `/v1/catalog/${path}`, headers });
  const list = async (path: string) => (await get(path)).json<Page>();
  const all = async (path: string): Promise<readonly Entry[]> => {
    const items: Entry[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await list(`${path}&limit=100${cursor && `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  };

  it.each(Object.entries(SECTIONS))(
    'gives every entry of %s once, page by page, with its source',
    async (section, count) => {
      const items = await all(`${section}?asOf=2026-11-20`);

      expect(new Set(items.map(({ id }) => id)).size).toBe(count);
      expect(items).toHaveLength(count);
      for (const { source, origin, staleness } of items) {
        expect(source.title && source.asOf && source.confidence).toBeTruthy();
        expect(origin).toBe('catalog');
        expect(typeof staleness.stale).toBe('boolean');
      }
    },
  );

  it.each(Object.keys(SECTIONS))(
    'reads one of %s as it is listed, and answers 304 while it is the same',
    async (section) => {
      const [first] = (await list(`${section}?limit=1`)).items;
      const read = await get(`${section}/${encodeURIComponent(first!.id)}`);

      expect(read.statusCode).toBe(200);
      expect(read.json()).toMatchObject(first!);
      const again = await get(`${section}/${encodeURIComponent(first!.id)}`, {
        'if-none-match': read.headers.etag as string,
      });
      expect(again.statusCode).toBe(304);
      expect(again.body).toBe('');
    },
  );

  it.each([
    ['accelerators', 'h100', 'h100-sxm5-80gb'],
    ['instances', 'aws/p5.48xlarge/us-east-9', 'aws/p5.48xlarge/us-east-1'],
    ['models', 'llama-3.1-70B', 'llama-3.1-70b'],
    ['api-prices', 'openai/gpt5', 'openai/gpt-5'],
    ['managed-services', 'aws/EBS gp4/us-east-1', 'aws/EBS gp3/us-east-1'],
    ['carbon', 'gcp/europe-west33', 'gcp/europe-west3'],
    ['frameworks', 'gdrp', 'gdpr'],
  ])('names the nearest of %s when %s is not there', async (section, asked, nearest) => {
    const missed = await get(`${section}/${encodeURIComponent(asked)}`);

    expect(missed.statusCode).toBe(404);
    expect(missed.headers['content-type']).toContain('application/problem+json');
    expect(missed.json()).toMatchObject({
      code: 'catalog.not-found',
      detail: expect.stringContaining(nearest) as string,
    });
  });

  it.each<[string, (entry: Entry) => boolean]>([
    [
      'accelerators?vendor=nvidia&minMemoryGB=80',
      (one) => one.vendor === 'NVIDIA' && (one.memoryGB as number) >= 80,
    ],
    ['accelerators?maxMemoryGB=24', (one) => (one.memoryGB as number) <= 24],
    [
      'instances?provider=AWS&region=us-east-1&acceleratorId=h100-sxm5-80gb',
      (one) => one.provider === 'aws' && one.region === 'us-east-1' && one.acceleratorId === 'h100-sxm5-80gb',
    ],
    [
      'instances?category=memory&minMemoryGiB=64',
      (one) => one.category === 'memory' && (one.memoryGiB as number) >= 64,
    ],
    [
      'models?family=llama%203.1&minParamsB=60',
      (one) => one.family === 'Llama 3.1' && (one.totalParamsB as number) >= 60,
    ],
    ['models?kind=embedding', (one) => one.kind === 'embedding'],
    [
      'api-prices?provider=openai&maxInputUSDPerMTok=1',
      (one) => one.provider === 'OpenAI' && (one.inputUSDPerMTok as number) <= 1,
    ],
    [
      'managed-services?provider=gcp&category=object-storage',
      (one) => one.provider === 'gcp' && one.category === 'object-storage',
    ],
    [
      'carbon?provider=azure&maxIntensityGPerKWh=100',
      (one) => one.provider === 'azure' && (one.intensityGPerKWh as number) <= 100,
    ],
    ['carbon?country=deu', (one) => one.country === 'DEU' && one.scope === 'country'],
    ['frameworks?trigger=personal_data_eu', (one) => ['gdpr'].includes(one.id) || one.authority !== ''],
  ])('lists by filter: %s', async (path, fits) => {
    const items = await all(path);
    const [section, query] = path.split('?') as [string, string];

    expect(items.length).toBeGreaterThan(0);
    expect(items.every(fits)).toBe(true);
    const others = (await all(`${section}?asOf=2026-11-20`)).filter(fits);
    if (!query.startsWith('trigger')) expect(items).toHaveLength(others.length);
    else expect(items.length).toBeLessThan(SECTIONS.frameworks!);
  });

  it('says of a requirement whom it concerns, whom it exempts, and where it asks nothing', async () => {
    const { requirements } = (await get('frameworks/dora')).json<{ requirements: Entry[] }>();
    const named = (ref: string) => requirements.find((one) => one.ref === ref);

    expect(named('Art. 16')).toMatchObject({ triggers: expect.arrayContaining(['dora_simplified']) });
    expect(named('Art. 6')).toMatchObject({ unless: ['dora_simplified'], noDuty: null });
    expect(named('Art. 45')).toMatchObject({ noDuty: expect.stringContaining('voluntary') });
  });

  it('says by the day that is asked for which facts are old', async () => {
    const id = encodeURIComponent('openai/gpt-5');
    const { asOf } = catalog.apiPrice('openai/gpt-5').source;
    const fresh = (await get(`api-prices/${id}?asOf=${asOf}`)).json<Entry>();
    const old = (await get(`api-prices/${id}?asOf=2026-11-20`)).json<Entry>();

    expect([fresh.staleness.stale, old.staleness.stale]).toEqual([false, true]);
  });

  it.each([
    ['instances?limit=0', 'request.invalid'],
    ['instances?cursor=bm9wZQ', 'request.bad-cursor'],
    ['instances?minMemoryGiB=many', 'request.invalid'],
    ['instances?regoin=x', 'request.invalid'],
    ['models?kind=image', 'request.invalid'],
    ['models?asOf=yesterday', 'request.invalid'],
    ['models?fields=nmae', 'request.unknown-field'],
  ])('refuses %s', async (path, code) => {
    const refused = await get(path);

    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code });
  });

  it('sends only the fields that are asked for, and the next page with the same filters', async () => {
    const page = await get('instances?provider=aws&limit=2&fields=instanceType');

    expect(Object.keys(page.json<Page>().items[0]!).sort()).toEqual(['id', 'instanceType']);
    expect(page.headers.link).toMatch(/provider=aws&limit=2&fields=instanceType&cursor=.*rel="next"/);
  });

  it('describes every section in the OpenAPI document', async () => {
    const document = (await api.fastify.inject({ method: 'GET', url: '/openapi.json' })).json<{
      paths: object;
    }>();

    for (const section of Object.keys(SECTIONS)) {
      expect(Object.keys(document.paths)).toEqual(
        expect.arrayContaining([`/v1/catalog/${section}`, `/v1/catalog/${section}/{id}`]),
      );
    }
  });
});
