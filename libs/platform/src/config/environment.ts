import { AppError } from '@app/kernel';
import { z } from 'zod';
import { type StorageTarget, storageTargetOf } from './storage-target';

const port = z.coerce.number().int().min(0).max(65535);
const milliseconds = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const url = (schemes: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)),
      `expected an address such as ${example}`,
    );
const modelName = /^(openai|openai-compatible|anthropic|ollama)\/[^\s,=]+$/;
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .transform((entries) => entries.filter((entry) => entry !== ''));
/** Addresses that are asked with `fetch`, which refuses a name and password in them, and repeats both in what it says. */
const webAddressLike = (example: string) =>
  url(['http', 'https'], example).refine(
    (text) => !/^[^/]*\/\/[^/?#]*@/.test(text),
    `expected an address without a name and password before the host, such as ${example}`,
  );
const webAddress = webAddressLike('https://models.example.com/v1');
/** Of a key that goes into a header, which refuses what is copied with it, such as the end of its line. */
const key = z
  .string()
  .regex(/^[\x21-\x7e]*$/, 'expected a key without spaces and line ends')
  .optional();
const DEFAULT_UPLOAD_LIMITS =
  'actuals=2000000,trace=5000000,price-book=2000000,evidence=20000000,terraform-plan=10000000,terraform-state=10000000,kubernetes=1000000,bill=5000000';
const kindsOf = (entries: readonly string[]) => entries.map((entry) => entry.split('=')[0]).sort();
const UPLOAD_KINDS = kindsOf(DEFAULT_UPLOAD_LIMITS.split(','));
const hostNames = z
  .string()
  .default('')
  .transform((list) => list.split(',').map((name) => name.trim().toLowerCase()))
  .transform((names) => names.filter((name) => name !== ''))
  .refine(
    (names) => names.every((name) => /^[a-z0-9._-]+$/.test(name)),
    'expected names of hosts without ports, separated by commas',
  );
const storageTarget = z.string().transform((text, context): StorageTarget => {
  try {
    return storageTargetOf(text);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

/** Every environment variable the product reads, with its default. `.env.example` lists the same names. */
export const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  API_HOST: z.string().min(1).default('127.0.0.1'),
  API_PORT: port.default(3000),
  API_HOSTS: hostNames,
  WORKER_HOST: z.string().min(1).default('127.0.0.1'),
  WORKER_PORT: port.default(3001),
  UPLOAD_LIMITS: list
    .refine(
      (entries) => entries.every((entry) => /^[a-z-]+=[1-9]\d{2,8}$/.test(entry)),
      'expected kind=bytes, separated by commas, as in .env.example',
    )
    .refine(
      (entries) => kindsOf(entries).join() === UPLOAD_KINDS.join(),
      `expected each of ${UPLOAD_KINDS.join(', ')} once`,
    )
    .prefault(DEFAULT_UPLOAD_LIMITS),
  UPLOAD_ARCHIVE_ENTRIES: count(1, 10_000).default(200),
  UPLOAD_UNPACKED_BYTES: count(100_000, 500_000_000).default(50_000_000),
  UPLOAD_UNPACK_RATIO: count(2, 1_000).default(100),
  UPLOAD_RETENTION_DAYS: count(0, 3_650).default(90),
  BODY_LIMIT_BYTES: count(1_024, 64 * 1024 * 1024).default(1_048_576),
  DRAIN_DELAY_MS: milliseconds(0, 120_000).default(0),
  SHUTDOWN_TIMEOUT_MS: milliseconds(1_000, 600_000).default(30_000),

  MONGODB_URL: url(['mongodb', 'mongodb+srv'], 'mongodb://127.0.0.1:27017/infra-mind'),
  MONGODB_POOL_SIZE: count(1, 500).default(20),
  MONGODB_POOL_MIN: count(0, 500).default(0),
  MONGODB_POOL_IDLE_MS: milliseconds(0, 3_600_000).default(300_000),
  MONGODB_POOL_WAIT_MS: milliseconds(100, 60_000).default(2_000),
  MONGODB_TIMEOUT_MS: milliseconds(100, 60_000).default(5_000),
  REDIS_URL: url(['redis', 'rediss'], 'redis://127.0.0.1:6379'),
  REDIS_TIMEOUT_MS: milliseconds(100, 60_000).default(1_000),
  REDIS_DURABILITY: z.enum(['required', 'warn']).default('required'),
  CACHE_REDIS_URL: url(['redis', 'rediss'], 'redis://127.0.0.1:6380').optional(),
  REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens')
    .default('infra-mind'),

  SITE_COUNTRY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected an ISO 3166-1 alpha-3 code such as DEU')
    .optional(),

  DEFAULT_TENANT: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'expected up to 40 lower-case letters, digits and hyphens')
    .default('local'),

  RUN_QUORUM: count(1, 11).default(8),
  RUN_CONCURRENCY: count(1, 200).default(8),
  RUN_LOCK_MS: milliseconds(2_000, 120_000).default(6_000),
  RUN_STALLED_CHECK_MS: milliseconds(1_000, 60_000).default(3_000),
  RUN_SWEEP_INTERVAL_MS: milliseconds(200, 600_000).default(5_000),
  AGENT_TIMEOUT_MS: milliseconds(50, 3_600_000).default(120_000),
  AGENT_ATTEMPTS: count(1, 10).default(3),
  AGENT_BACKOFF_MS: milliseconds(1, 60_000).default(500),
  AGENT_TOKEN_BUDGET: count(0, 10_000_000).default(200_000),
  RUN_BUDGET_USD: z.coerce.number().min(0).max(10_000).default(1),
  RUN_NARRATION: z.enum(['off', 'preferred', 'required']).default('preferred'),
  QUEUE_LIMIT: count(1, 1_000_000).default(10_000),
  QUEUE_LIMIT_PER_TENANT: count(1, 1_000_000).default(2_000),
  STORAGE_URL: storageTarget.prefault('gridfs'),
  S3_ACCESS_KEY_ID: key,
  S3_SECRET_ACCESS_KEY: key,
  S3_SESSION_TOKEN: key,
  STORAGE_TIMEOUT_MS: milliseconds(100, 600_000).default(15_000),

  REPORT_CONCURRENCY: count(0, 64).default(1),
  REPORT_TIMEOUT_MS: milliseconds(100, 3_600_000).default(120_000),
  REPORT_THREAD_MEMORY_MB: count(32, 65_536).default(256),
  REPORT_RETENTION_DAYS: count(0, 3_650).default(90),
  WORKER_WATCHDOG_MS: milliseconds(5_000, 3_600_000).default(60_000),

  ENGINE_THREADS: count(0, 64).default(1),
  ENGINE_QUEUE_LIMIT: count(1, 100_000).default(500),
  ENGINE_TASK_TIMEOUT_MS: milliseconds(100, 3_600_000).default(60_000),
  ENGINE_THREAD_MEMORY_MB: count(32, 65_536).default(192),

  LLM_CHAIN: list.refine(
    (entries) => entries.every((entry) => modelName.test(entry)),
    'expected provider/model, separated by commas, with the provider openai, openai-compatible, anthropic or ollama',
  ),
  LLM_PRICES: list.refine(
    (entries) => entries.every((entry) => /^[^\s,=]+=\d+(\.\d+)?\/\d+(\.\d+)?$/.test(entry)),
    'expected provider/model=input/output in USD per million tokens, separated by commas',
  ),
  OPENAI_API_KEY: key,
  OPENAI_BASE_URL: webAddress.default('https://api.openai.com/v1'),
  OPENAI_COMPATIBLE_API_KEY: key,
  OPENAI_COMPATIBLE_BASE_URL: webAddress.optional(),
  ANTHROPIC_API_KEY: key,
  ANTHROPIC_BASE_URL: webAddress.default('https://api.anthropic.com'),
  OLLAMA_BASE_URL: webAddress.default('http://127.0.0.1:11434'),
  LLM_TIMEOUT_MS: milliseconds(100, 600_000).default(30_000),
  LLM_ATTEMPTS: count(1, 10).default(3),
  LLM_BACKOFF_MS: milliseconds(1, 60_000).default(500),
  LLM_MAX_RETRY_AFTER_MS: milliseconds(0, 600_000).default(20_000),
  LLM_MAX_OUTPUT_TOKENS: count(64, 100_000).default(2_000),
  LLM_MAX_ANSWER_BYTES: count(1_024, 100_000_000).default(1_000_000),
  LLM_CONCURRENCY: count(1, 1_000).default(16),
  LLM_BREAKER_FAILURES: count(1, 1_000).default(5),
  LLM_BREAKER_COOLDOWN_MS: milliseconds(100, 3_600_000).default(15_000),
  LLM_CACHE_HOURS: count(0, 24 * 90).default(24),

  SEARCH_PROVIDER: z.enum(['none', 'searxng', 'tavily']).default('none'),
  SEARCH_URL: webAddressLike('https://search.example.com').optional(),
  TAVILY_API_KEY: key,
  SEARCH_TIMEOUT_MS: milliseconds(100, 60_000).default(8_000),
  SEARCH_ATTEMPTS: count(1, 5).default(2),
  SEARCH_MAX_QUERIES: count(1, 50).default(10),
  SEARCH_MAX_PAGES: count(0, 50).default(6),

  EVENT_RETENTION_HOURS: count(1, 24 * 90).default(24),
  EVENT_HEARTBEAT_MS: milliseconds(100, 120_000).default(15_000),
  IDEMPOTENCY_HOURS: count(1, 24 * 30).default(24),
  PROCESS_REPORT_MS: milliseconds(100, 60_000).default(2_000),
  RATE_LIMIT_PER_MINUTE: count(0, 100_000_000).default(60_000),

  OTEL_EXPORTER_OTLP_ENDPOINT: webAddressLike('http://127.0.0.1:4318').optional(),
});

export type Environment = z.infer<typeof environmentSchema>;
export type EnvironmentVariable = keyof Environment;
