import { AppError } from '@app/kernel';
import { AppConfig } from './app-config';

const STORES = { MONGODB_URL: 'mongodb://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:2' };

function problemsOf(source: Record<string, string>): string {
  try {
    AppConfig.fromEnvironment(source);
  } catch (error) {
    if (error instanceof AppError) return error.message;
  }
  return '';
}

describe('AppConfig', () => {
  it('has a default for all but the stores', () => {
    const { env } = AppConfig.fromEnvironment(STORES);
    expect(env).toMatchObject({ API_HOST: '127.0.0.1', RUN_QUORUM: 8, EVENT_RETENTION_HOURS: 24 });
    expect(Object.isFrozen(env)).toBe(true);
  });

  it('reads numbers from texts and takes empty variables as not set', () => {
    const { env } = AppConfig.fromEnvironment({ ...STORES, API_PORT: '8080', RUN_QUORUM: '' });
    expect(env).toMatchObject({ API_PORT: 8080, RUN_QUORUM: 8 });
  });

  it('reads a list of host names, and takes none for none', () => {
    expect(AppConfig.fromEnvironment(STORES).env.API_HOSTS).toEqual([]);
    const { env } = AppConfig.fromEnvironment({ ...STORES, API_HOSTS: 'Infra.example.org, api.internal,' });
    expect(env.API_HOSTS).toEqual(['infra.example.org', 'api.internal']);
    expect(problemsOf({ ...STORES, API_HOSTS: 'https://infra.example.org' })).toContain(
      'API_HOSTS is set but not valid',
    );
  });

  it('lists every problem with its remedy at once', () => {
    const message = problemsOf({ API_PORT: 'many', RUN_QUORUM: '12' });
    expect(message).toContain('4 problem(s)');
    expect(message).toContain('MONGODB_URL is not set: set it to your MongoDB');
    expect(message).toContain('REDIS_URL is not set');
    expect(message).toContain('API_PORT is set but not valid');
    expect(message).toContain('RUN_QUORUM is set but not valid');
  });

  it('never repeats a value, which may hold a password', () => {
    expect(problemsOf({ ...STORES, MONGODB_URL: 'postgres://user:hunter2@db' })).not.toContain('hunter2');
  });

  it.each(['OLLAMA_BASE_URL', 'SEARCH_URL', 'OTEL_EXPORTER_OTLP_ENDPOINT'])(
    'takes no name and password in %s',
    (variable) => {
      const withPassword = 'http://ada:hunter2@127.0.0.1:8888';
      const message = problemsOf({ ...STORES, [variable]: withPassword });
      expect(message).toContain(`${variable} is set but not valid`);
      expect(message).toContain('without a name and password');
      expect(message).not.toContain('hunter2');
      expect(problemsOf({ ...STORES, [variable]: 'http://127.0.0.1:8888/path@x' })).toBe('');
    },
  );

  it('knows production', () => {
    expect(AppConfig.fromEnvironment(STORES).isProduction).toBe(false);
    expect(AppConfig.fromEnvironment({ ...STORES, NODE_ENV: 'production' }).isProduction).toBe(true);
  });
});
