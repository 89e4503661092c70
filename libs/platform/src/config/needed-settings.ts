import { InvariantError } from '@app/kernel';
import type { Environment, EnvironmentVariable } from './environment';

type Given = Readonly<Record<string, string | undefined>>;

/** A setting that is not there, and why it has to be. */
export interface MissingSetting {
  readonly name: EnvironmentVariable;
  readonly because: string;
  readonly remedy: string;
}

const OF_PROVIDERS: Readonly<Record<string, EnvironmentVariable>> = {
  openai: 'OPENAI_API_KEY',
  'openai-compatible': 'OPENAI_COMPATIBLE_BASE_URL',
  anthropic: 'ANTHROPIC_API_KEY',
};
const OF_SEARCH: Readonly<Record<string, EnvironmentVariable>> = {
  searxng: 'SEARCH_URL',
  tavily: 'TAVILY_API_KEY',
};

/** Settings that others make necessary, and that nobody set. `given` is the environment as texts, without empty ones. */
export function missingSettings(given: Given): MissingSetting[] {
  return [...ofStorage(given), ...ofModels(given), ...ofSearch(given)].filter(
    ({ name }) => given[name] === undefined,
  );
}

/**
 * A setting that is there wherever it is read, for the check of the environment asked for it.
 * @throws invariant-broken
 */
export function presentSetting<Name extends EnvironmentVariable>(
  env: Readonly<Environment>,
  name: Name,
): NonNullable<Environment[Name]> {
  const value = env[name];
  if (value === undefined) throw new InvariantError(`${name} is read, and the settings did not need it`);
  return value;
}

function ofStorage({ STORAGE_URL = '' }: Given): MissingSetting[] {
  if (!STORAGE_URL.startsWith('s3://')) return [];
  const because = 'STORAGE_URL names a bucket';
  const remedy = 'set it, or set STORAGE_URL=gridfs';
  return (['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const).map((name) => ({ name, because, remedy }));
}

function ofModels({ LLM_CHAIN = '' }: Given): MissingSetting[] {
  const providers = new Set(LLM_CHAIN.split(',').map((entry) => entry.trim().split('/')[0] ?? ''));
  return [...providers].flatMap((provider) => {
    const name = OF_PROVIDERS[provider];
    const because = `LLM_CHAIN names a model of ${provider}`;
    return name === undefined
      ? []
      : [{ name, because, remedy: 'set it, or take its models out of LLM_CHAIN' }];
  });
}

function ofSearch({ SEARCH_PROVIDER = '' }: Given): MissingSetting[] {
  const name = OF_SEARCH[SEARCH_PROVIDER];
  const because = `SEARCH_PROVIDER is ${SEARCH_PROVIDER}`;
  return name === undefined ? [] : [{ name, because, remedy: 'set it, or set SEARCH_PROVIDER=none' }];
}
