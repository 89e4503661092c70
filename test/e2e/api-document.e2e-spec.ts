import { Logger } from '@nestjs/common';
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
  let warnings: string[];

  beforeAll(async () => {
    api = await startApi('e2e-api-document');
    const warned = jest.spyOn(Logger, 'warn');
    const alsoWarned = jest.spyOn(Logger.prototype, 'warn');
    document = (await api.fastify.inject({ method: 'GET', url: '/openapi.json' })).json<Document>();
    warnings = [...warned.mock.calls, ...alsoWarned.mock.calls].map(([message]) => String(message));
  });
  afterAll(() => api?.close());

  it('has one schema of a name, whatever the classes are called', () => {
    expect(Object.keys(document.components.schemas).length).toBeGreaterThan(100);
    expect(warnings.filter((message) => message.includes('Duplicate DTO'))).toEqual([]);
  });

  it('refers to schemas that it has', () => {
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
