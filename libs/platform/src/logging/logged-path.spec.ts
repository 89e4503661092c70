import { AppConfig } from '../config/app-config';
import type { RequestContext } from '../context/request-context';
import { loggedPath } from './logged-path';
import { loggerOptions } from './logger-options';

const TOKEN = 'zOQ0y8xqvL4kP3Wn0qU5c1dYJr7mB2aTfH6sEiGgXoA';

describe('loggedPath', () => {
  it('keeps the path, without the query', () => {
    expect(loggedPath('/v1/runs/01KA/report?format=html')).toBe('/v1/runs/01KA/report');
    expect(loggedPath('/v1/share-links/01KA')).toBe('/v1/share-links/01KA');
  });

  it.each([
    `/shared/${TOKEN}`,
    `/shared/${TOKEN}/`,
    `/shared/${TOKEN}/extra?a=b`,
    `/%73hared/${TOKEN}`,
    `/%73%68ared%2F${TOKEN}`,
    `//shared/${TOKEN}`,
    `/SHARED/${TOKEN}`,
    `/shared/%zz${TOKEN}`,
    `/%73hared/%zz${TOKEN}`,
  ])('says nothing of a token: %s', (url) => {
    expect(loggedPath(url)).toBe('/shared/[redacted]');
  });

  it('is what the log writes of a request', () => {
    const urls = { MONGODB_URL: 'mongodb://127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1' };
    const { pinoHttp } = loggerOptions(AppConfig.fromEnvironment(urls), {} as RequestContext, 'api');
    const { req } = (pinoHttp as { serializers: { req: (request: object) => object } }).serializers;
    expect(req({ method: 'GET', url: `/shared/${TOKEN}`, headers: {} })).toEqual({
      method: 'GET',
      path: '/shared/[redacted]',
    });
  });
});
