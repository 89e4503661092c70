import type { OpenAPIObject } from '@nestjs/swagger';
import { DatabaseHealth } from '@app/database';
import { AppError } from '@app/kernel';
import { ProcessLifecycle } from '@app/platform';
import { QueueMonitor } from '@app/queue';
import { RouteTable } from '../../src/http/route-table';
import { startApi, type ApiHarness } from '../support/api-harness';
import { ProductProcess } from '../support/product-process';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from '../support/stores';

describe('operating the API', () => {
  let api: ApiHarness;

  beforeAll(async () => {
    api = await startApi('e2e-operations');
  });
  afterAll(() => api?.close());

  const get = (url: string, headers: Record<string, string> = {}) =>
    api.fastify.inject({ method: 'GET', url, headers });

  it('is alive and ready when its stores answer', async () => {
    expect((await get('/health')).json()).toEqual({ status: 'ok' });
    const ready = await get('/ready');

    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toMatchObject({
      status: 'ok',
      details: {
        process: { status: 'up' },
        database: { status: 'up' },
        redis: { status: 'up' },
        queue: { status: 'up', waiting: 0, active: 0 },
      },
    });
  });

  it('says that it is not ready while it drains, and stays alive', async () => {
    jest.spyOn(api.app.get(ProcessLifecycle), 'draining', 'get').mockReturnValue(true);
    const ready = await get('/ready');

    expect(ready.statusCode).toBe(503);
    expect(ready.headers['retry-after']).toBe('2');
    expect(ready.json()).toMatchObject({ status: 'error', error: { process: { status: 'down' } } });
    expect((await get('/health')).statusCode).toBe(200);
  });

  it('names the store that does not answer, and nothing about it', async () => {
    const away = new TypeError('connect ECONNREFUSED 10.0.0.7:27017');
    jest.spyOn(api.app.get(DatabaseHealth, { strict: false }), 'ping').mockRejectedValue(
      new AppError({
        kind: 'unavailable',
        code: 'database.unavailable',
        message: 'It is away.',
        cause: away,
      }),
    );
    jest.spyOn(api.app.get(QueueMonitor, { strict: false }), 'lag').mockRejectedValue(away);
    const ready = await get('/ready');

    expect(ready.statusCode).toBe(503);
    expect(Object.keys(ready.json().error).sort()).toEqual(['database', 'queue']);
    expect(ready.body).not.toContain('10.0.0.7');
  });

  it('stays ready, and says so, while runs wait for workers', async () => {
    const lag = { waiting: 40, active: 0, delayed: 0, oldestWaitingMs: 90_000 };
    jest.spyOn(api.app.get(QueueMonitor, { strict: false }), 'lag').mockResolvedValue(lag);
    const ready = await get('/ready');

    expect(ready.statusCode).toBe(200);
    expect(ready.json().details.queue).toMatchObject({
      status: 'degraded',
      waiting: 40,
      oldestWaitingMs: 90_000,
    });
  });

  it('measures requests by route template, never by path', async () => {
    await get('/v1/assessments/01KA4RZ2V9J5Q6M7N8P9R0S1T2');
    await get('/some/path/that/is/not');
    const metrics = await get('/metrics');

    expect(metrics.headers['content-type']).toContain('text/plain');
    expect(metrics.body).toContain(
      'infra_mind_http_seconds_count{method="GET",route="/v1/assessments/:id",status="404"}',
    );
    expect(metrics.body).toContain(
      'infra_mind_http_seconds_count{method="GET",route="unmatched",status="404"}',
    );
    expect(metrics.body).not.toContain('01KA4RZ2V9J5Q6M7N8P9R0S1T2');
    expect(metrics.body).toContain('infra_mind_mongodb_seconds');
    expect(metrics.body).toContain('infra_mind_redis_seconds');
  });

  it('serves a reference page that loads nothing from elsewhere', async () => {
    const page = await get('/docs');

    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    const assets = [...page.body.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => `/${path}`);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) expect([asset, (await get(asset)).statusCode]).toEqual([asset, 200]);
  });

  describe('the OpenAPI document', () => {
    let document: OpenAPIObject;

    beforeAll(async () => {
      document = (await get('/openapi.json')).json();
    });

    it('describes every route that is served, and no other', () => {
      const methods = ['get', 'post', 'put', 'patch', 'delete'];
      const described = Object.entries(document.paths).flatMap(([path, item]) =>
        methods.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
      );
      const served = api.app
        .get(RouteTable)
        .routes.filter(
          ({ method, url }) => methods.includes(method.toLowerCase()) && !url.startsWith('/docs'),
        )
        .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
        .filter((route) => route !== 'GET /openapi.json');

      expect(described.sort()).toEqual([...new Set(served)].sort());
      expect(described).toContain('POST /v1/assessments/{id}/runs');
    });

    it('is OpenAPI 3.1 whose references all lead somewhere', () => {
      expect(document.openapi).toBe('3.1.0');
      const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)];
      expect(references.length).toBeGreaterThan(20);
      for (const [, name] of references)
        expect(Object.keys(document.components?.schemas ?? {})).toContain(name);
    });

    it('gives every operation an id of its own, a summary, and problems for errors', () => {
      const operations = Object.values(document.paths).flatMap((item) => Object.values(item) as Operation[]);
      const ids = operations.map(({ operationId }) => operationId);

      expect(new Set(ids).size).toBe(ids.length);
      for (const operation of operations) {
        expect([operation.operationId, operation.summary]).toEqual([
          operation.operationId,
          expect.any(String),
        ]);
        expect(Object.keys(operation.responses['4XX']?.content ?? {})).toEqual(['application/problem+json']);
      }
    });

    it('promises no webhooks, and shows where fields can be chosen', () => {
      expect(JSON.stringify(document)).not.toMatch(/webhook/i);
      const choosing = Object.values(document.paths)
        .flatMap((item) => Object.values(item) as Array<Operation & { parameters?: { name: string }[] }>)
        .filter(({ parameters }) => parameters?.some(({ name }) => name === 'fields'))
        .map(({ operationId }) => operationId);
      expect(choosing.sort()).toEqual([
        'compareRuns',
        'diffAssessmentVersions',
        'getApproval',
        'getApprovalWorkflow',
        'getAssessment',
        'getBudget',
        'getCatalogAccelerator',
        'getCatalogApiPrice',
        'getCatalogCarbon',
        'getCatalogFramework',
        'getCatalogInstance',
        'getCatalogManagedService',
        'getCatalogModel',
        'getCatalogOverride',
        'getRecommendation',
        'getReport',
        'getRun',
        'getRunCompliance',
        'listActuals',
        'listAnomalies',
        'listApprovalWorkflows',
        'listApprovals',
        'listAssessmentRuns',
        'listAssessmentVersions',
        'listAssessments',
        'listBudgetAlerts',
        'listBudgets',
        'listCatalogAccelerators',
        'listCatalogApiPrices',
        'listCatalogCarbons',
        'listCatalogFrameworks',
        'listCatalogInstances',
        'listCatalogManagedServices',
        'listCatalogModels',
        'listCatalogOverrides',
        'listNotices',
        'listRecommendations',
        'listRunAgents',
        'listRunModelCalls',
        'listRunRecommendations',
        'listRunReports',
        'listRuns',
        'listShareLinks',
        'listUploads',
        'readVariance',
      ]);
    });

    it('states the bounds of what may be sent', () => {
      const schemas = document.components?.schemas as Record<string, Schema>;
      expect(schemas.AssessmentInputDto).toMatchObject({
        required: ['name', 'workloads'],
        properties: {
          name: { type: 'string', maxLength: 200 },
          workloads: {
            type: 'array',
            minItems: 1,
            maxItems: 50,
            items: { $ref: '#/components/schemas/WorkloadDto' },
          },
        },
      });
      expect(schemas.WorkloadDto?.properties?.kind?.enum).toContain('rag');
      expect(schemas.TrafficDto?.properties?.cachedShare).toMatchObject({
        type: 'number',
        minimum: 0,
        maximum: 1,
      });
    });

    it('is the same from the process that operators run', async () => {
      const built = await ProductProcess.start(
        'api',
        {
          API_PORT: '0',
          MONGODB_URL: testMongoUrl('e2e-operations-built'),
          REDIS_URL: testRedisUrl(),
          REDIS_PREFIX: 'e2e-operations-built',
          ...PATIENT_WITH_STORES,
        },
        'The API listens at',
      );
      const address = built.url;
      const served = await fetch(`${address}/openapi.json`).then((answer) => answer.json());
      await built.terminate();

      expect(served).toEqual(document);
    });

    it('names JSON and YAML as bodies of an assessment', () => {
      const body = document.paths['/v1/assessments']?.post?.requestBody as { content: object };
      expect(Object.keys(body.content).sort()).toEqual(['application/json', 'application/yaml']);
    });
  });
});

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly responses: Record<string, { content?: object } | undefined>;
}

interface Schema {
  readonly properties?: Record<string, { enum?: string[] } | undefined>;
}
