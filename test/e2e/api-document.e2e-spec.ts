import { type ApiHarness, startApi } from '../support/api-harness';

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

/** Every `$ref` within a value. */
function references(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

describe('the OpenAPI document', () => {
  let api: ApiHarness;
  let document: Document;

  beforeAll(async () => {
    api = await startApi('e2e-api-document');
    document = (await api.fastify.inject({ method: 'GET', url: '/openapi.json' })).json<Document>();
  });
  afterAll(() => api?.close());

  it('refers to schemas that it has', () => {
    expect(Object.keys(document.components.schemas).length).toBeGreaterThan(100);
    const missing = references(document).filter(
      (reference) => !((reference.split('/').at(-1) ?? '') in document.components.schemas),
    );
    expect(missing).toEqual([]);
  });

  it('names every operation, each by a name of its own', () => {
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(ids.filter((id) => id === undefined)).toEqual([]);
    expect(ids.length - new Set(ids).size).toBe(0);
  });
});
