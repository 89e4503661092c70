import { AppError } from '@app/kernel';
import { AppConfig } from './app-config';

const STORES = { MONGODB_URL: 'mongodb://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:2' };
const BUCKET = 's3://our-files?endpoint=https://s3.example.com';

function problemsOf(source: Record<string, string>): string {
  try {
    AppConfig.fromEnvironment({ ...STORES, ...source });
  } catch (error) {
    if (error instanceof AppError) return error.message;
  }
  return '';
}

describe('the check of the settings', () => {
  it('names at once every setting that others make necessary, with what is wrong besides', () => {
    const message = problemsOf({
      STORAGE_URL: BUCKET,
      S3_ACCESS_KEY_ID: '',
      LLM_CHAIN:
        'openai/gpt-5-mini, anthropic/claude-haiku-4-5,openai-compatible/m,ollama/llama3,openai/gpt-5',
      SEARCH_PROVIDER: 'tavily',
      RUN_QUORUM: 'many',
    });
    const lines = message.split('\n  - ').slice(1);
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'RUN_QUORUM',
      'S3_ACCESS_KEY_ID',
      'S3_SECRET_ACCESS_KEY',
      'OPENAI_API_KEY',
      'ANTHROPIC_API_KEY',
      'OPENAI_COMPATIBLE_BASE_URL',
      'TAVILY_API_KEY',
    ]);
    expect(lines[1]).toBe(
      'S3_ACCESS_KEY_ID is not set, but STORAGE_URL names a bucket: set it, or set STORAGE_URL=gridfs',
    );
  });

  it.each([
    ['no bucket, model or search', {}],
    ['a bucket with keys', { STORAGE_URL: BUCKET, S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' }],
    ['models of this machine', { LLM_CHAIN: 'ollama/llama3.1:8b' }],
    ['a search of this machine', { SEARCH_PROVIDER: 'searxng', SEARCH_URL: 'http://127.0.0.1:8888' }],
  ])('asks for nothing more with %s', (_what, source) => {
    expect(problemsOf(source)).toBe('');
  });

  it('asks for the address of a search of one’s own', () => {
    expect(problemsOf({ SEARCH_PROVIDER: 'searxng' })).toContain('SEARCH_URL is not set, but');
  });

  it.each([
    'S3_ACCESS_KEY_ID',
    'S3_SECRET_ACCESS_KEY',
    'OPENAI_API_KEY',
    'ANTHROPIC_API_KEY',
    'TAVILY_API_KEY',
  ])('refuses %s with the end of its line, without repeating it', (name) => {
    const message = problemsOf({ [name]: 'canary-of-a-key\n' });
    expect(message).toContain(`${name} is set but not valid: expected a key without spaces and line ends`);
    expect(message).not.toContain('canary');
  });

  it('says what is wrong with the address of a bucket, without repeating it', () => {
    const message = problemsOf({ STORAGE_URL: 's3://Key:canary@bucket' });
    expect(message).toContain('STORAGE_URL is set but not valid: keys go into S3_ACCESS_KEY_ID');
    expect(message).not.toContain('canary');
  });

  it.each(['evidence=20000', 'evidence=20000,evidence=20000', 'photos=20000'])(
    'names the kinds of uploads when it is given %s alone',
    (text) => {
      expect(problemsOf({ UPLOAD_LIMITS: text })).toContain(
        'UPLOAD_LIMITS is set but not valid: expected each of actuals, bill, evidence, kubernetes, price-book, terraform-plan, terraform-state, trace once',
      );
    },
  );
});
