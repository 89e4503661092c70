import { fastify, type FastifyInstance } from 'fastify';
import { aReportFacts } from '../../../test/support/report.builder';
import { buildReport } from './build-report';
import { renderJson } from './render-json';
import { reportJsonSchema } from './report-json';

describe('the published schema of the JSON format', () => {
  let server: FastifyInstance;

  // A server that refuses what its schema does not allow: a validator that is not ours.
  beforeAll(() => {
    const customOptions = { removeAdditional: false, coerceTypes: false, useDefaults: false } as const;
    server = fastify({ bodyLimit: 64 * 1024 * 1024, ajv: { customOptions } });
    server.post('/', { schema: { body: reportJsonSchema() } }, () => ({}));
  });
  afterAll(() => server.close());

  const check = async (payload: string) => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await server.inject({ method: 'POST', url: '/', headers, payload });
    return statusCode === 200 ? 'valid' : body;
  };

  it('refuses a report that lacks a field, has one more, or says it in another type', async () => {
    const whole = JSON.parse(renderJson(buildReport(aReportFacts()))) as Record<string, unknown>;
    expect(await check(JSON.stringify(whole))).toBe('valid');
    const { verdict, ...without } = whole;
    expect(verdict).toBeDefined();
    for (const wrong of [
      without,
      { ...whole, more: 1 },
      { ...whole, figures: [{}] },
      { ...whole, state: 'done' },
    ]) {
      expect(await check(JSON.stringify(wrong))).not.toBe('valid');
    }
  });
});
