import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import type { ModelAnswer, ModelCall, ModelQuestion } from '@app/llm';
import { LanguageModels, LlmModule, ModelCache } from '@app/llm';
import { AppConfig, CircuitRegistry, MetricsRegistry, PlatformModule } from '@app/platform';
import type { CircuitReport } from '@app/platform';
import { z } from 'zod';
import { MemoryPurse } from './memory-purse';
import { PATIENT_WITH_STORES, testMongoUrl, testRedisUrl } from './stores';

export const OPENAI_KEY = 'sk-canary-openai-4711';
export const COMPATIBLE_KEY = 'canary-compatible-4711';
export const ANTHROPIC_KEY = 'sk-ant-canary-4711';

export const verdictSchema = z.object({ verdict: z.string(), reasons: z.array(z.string()) });
export type Verdict = z.infer<typeof verdictSchema>;

/** What the model server hands in, unless told otherwise. */
export const A_VERDICT: Verdict = { verdict: 'fits', reasons: ['it is small'] };

/** The part of the model server that a harness needs. */
interface Reachable {
  readonly url: string;
}

/** The language models of a process, asked for a verdict. */
export class LlmHarness {
  readonly purse = new MemoryPurse();
  /** Every call that was told of, in order. */
  readonly calls: ModelCall[] = [];

  private constructor(private readonly module: TestingModule) {}

  /** `cloud` is where all providers are, and Ollama too unless `local` is another one. Waits are short. */
  static async start(
    cloud: Reachable,
    env: Readonly<Record<string, string>>,
    local: Reachable = cloud,
  ): Promise<LlmHarness> {
    const config = AppConfig.fromEnvironment({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      MONGODB_URL: testMongoUrl('llm'),
      REDIS_URL: testRedisUrl(),
      ...PATIENT_WITH_STORES,
      OPENAI_API_KEY: OPENAI_KEY,
      OPENAI_BASE_URL: `${cloud.url}/v1`,
      OPENAI_COMPATIBLE_API_KEY: COMPATIBLE_KEY,
      OPENAI_COMPATIBLE_BASE_URL: `${cloud.url}/v1`,
      ANTHROPIC_API_KEY: ANTHROPIC_KEY,
      ANTHROPIC_BASE_URL: cloud.url,
      OLLAMA_BASE_URL: local.url,
      LLM_BACKOFF_MS: '1',
      LLM_CACHE_HOURS: '0',
      ...env,
    });
    const module = await Test.createTestingModule({
      imports: [PlatformModule.forRoot({ service: 'test', config }), LlmModule],
    }).compile();
    await module.init();
    return new LlmHarness(module);
  }

  ask(over: Partial<ModelQuestion<Verdict>> = {}): Promise<ModelAnswer<Verdict>> {
    const onCall = (call: ModelCall): void => void this.calls.push(call);
    return this.models.ask(aQuestion({ purse: this.purse, onCall, ...over }));
  }

  get models(): LanguageModels {
    return this.module.get(LanguageModels);
  }

  get cache(): ModelCache {
    return this.module.get(ModelCache);
  }

  circuit(name: string): CircuitReport {
    const report = this.module
      .get(CircuitRegistry)
      .reports()
      .find((candidate) => candidate.name === name);
    if (report === undefined) throw new Error(`There is no circuit named ${name}.`);
    return report;
  }

  /** The value of a series in `/metrics`, by its whole name with labels. 0 when it is not there. */
  async metric(series: string): Promise<number> {
    const lines = (await this.module.get(MetricsRegistry).expose()).split('\n');
    const line = lines.find((candidate) => candidate.startsWith(`${series} `));
    return line === undefined ? 0 : Number(line.slice(series.length + 1));
  }

  async metrics(): Promise<string> {
    return this.module.get(MetricsRegistry).expose();
  }

  stop(): Promise<void> {
    return this.module.close();
  }
}

export function aQuestion(over: Partial<ModelQuestion<Verdict>> = {}): ModelQuestion<Verdict> {
  return {
    tenantId: 'tenant-a',
    prompt: { id: 'test.verdict', version: 1 },
    system: 'Give a verdict.',
    user: 'Does it fit?',
    schema: verdictSchema,
    purse: new MemoryPurse(),
    signal: new AbortController().signal,
    ...over,
  };
}

/** Sets variables of this process that packages read by themselves. */
export function setVariables(names: readonly string[], value: string): void {
  for (const name of names) process.env[name] = value;
}

/** Those of the variables that this process has. */
export function variablesSet(names: readonly string[]): string[] {
  return names.filter((name) => name in process.env);
}
