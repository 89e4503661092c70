import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentSchema } from '@app/platform';

/** Read by the launcher of the one-machine stack before there is a configuration to check. */
const LAUNCHER_ONLY = ['DATA_DIR'];
/** Shown with a value although the product has no default for them. */
const WITHOUT_DEFAULT = [
  'SITE_COUNTRY',
  'MONGODB_URL',
  'REDIS_URL',
  'CACHE_REDIS_URL',
  'OPENAI_API_KEY',
  'OPENAI_COMPATIBLE_API_KEY',
  'OPENAI_COMPATIBLE_BASE_URL',
  'ANTHROPIC_API_KEY',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'S3_SESSION_TOKEN',
  'SEARCH_URL',
  'TAVILY_API_KEY',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
];

const example = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
const shown = Object.fromEntries(
  [...example.matchAll(/^#?([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
);

describe('.env.example', () => {
  it('names exactly the variables that the product reads', () => {
    const read = [...Object.keys(environmentSchema.shape), ...LAUNCHER_ONLY];
    expect(Object.keys(shown).sort()).toEqual(read.sort());
  });

  it('shows valid values, and the defaults where there are any', () => {
    const without = Object.fromEntries(WITHOUT_DEFAULT.map((name) => [name, shown[name]]));
    expect(environmentSchema.parse(shown)).toEqual(environmentSchema.parse(without));
  });
});
