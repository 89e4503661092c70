import type { ModelServer } from '../../support/model-server/model-server';

/** A model server as the drills need it: what it was asked, and how it shall behave. */
export interface ModelAccess {
  readonly server: ModelServer;
  /** Settings that lead the product to it. */
  readonly env: Readonly<Record<string, string>>;
}

const MODEL = 'openai-compatible/drill-model';

/** How a model answers when nothing is wrong: a run lasts a moment, so that kills meet it in the middle. */
export const CALM = { latencyMs: 150, failureRate: 0, fault: 'ok', script: [], failAgents: [] } as const;

/** Every run lasts long enough that a blow meets it in the middle, however fast the machine is. */
export const SLOW = { ...CALM, latencyMs: 800 } as const;

export function accessTo(server: ModelServer): ModelAccess {
  server.behave(CALM);
  return {
    server,
    env: {
      LLM_CHAIN: MODEL,
      LLM_PRICES: `${MODEL}=1/2`,
      OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1`,
      OPENAI_COMPATIBLE_API_KEY: 'drill',
      RUN_NARRATION: 'preferred',
      // Every question reaches the server, and every try is seen there.
      LLM_CACHE_HOURS: '0',
      LLM_BREAKER_FAILURES: '1000',
      LLM_TIMEOUT_MS: '2000',
      LLM_BACKOFF_MS: '200',
    },
  };
}
