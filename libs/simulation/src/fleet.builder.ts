import type { FleetSpec } from './fleet-spec';
import type { LengthSpec } from './token-lengths';

/** Four replicas of 64 places under 50 requests a second, unless told otherwise. */
export function aFleet(over: Partial<FleetSpec> = {}): FleetSpec {
  return {
    seed: 7,
    horizonSeconds: 3_600,
    warmUpSeconds: 300,
    arrivals: { kind: 'poisson', ratePerSecond: 50 },
    inputTokens: { kind: 'log-normal', p50: 300, p95: 1_200 },
    outputTokens: { kind: 'log-normal', p50: 120, p95: 400 },
    service: {
      stepSeconds: Array.from({ length: 64 }, (_, index) => 0.012 + 0.0001 * index),
      prefill: { perPrompt: 0.002, perToken: 2e-5, perSquaredToken: 1e-9 },
      chunkTokens: 2_048,
      cacheTokens: 100_000,
    },
    fleet: { replicas: 6 },
    limits: { queueLimit: null, timeoutSeconds: null },
    coldStartSeconds: 120,
    retryLost: true,
    slo: { firstTokenSeconds: 1, latencySeconds: null },
    ...over,
  };
}

interface QueueDraft {
  readonly ratePerSecond: number;
  readonly servers: number;
  readonly horizonSeconds: number;
  readonly outputTokens?: LengthSpec;
  readonly stepSeconds?: number;
  readonly seed?: number;
}

/** A queue of theory: replicas of one place, no prompts, service of exponential length with mean one second. */
export function aQueue({
  ratePerSecond,
  servers,
  horizonSeconds,
  outputTokens,
  stepSeconds = 1,
  seed = 7,
}: QueueDraft): FleetSpec {
  return aFleet({
    seed,
    horizonSeconds,
    warmUpSeconds: horizonSeconds / 10,
    arrivals: { kind: 'poisson', ratePerSecond },
    inputTokens: { kind: 'fixed', tokens: 0 },
    outputTokens: outputTokens ?? { kind: 'exponential', mean: 1 },
    service: {
      stepSeconds: [stepSeconds],
      prefill: { perPrompt: 0, perToken: 0, perSquaredToken: 0 },
      chunkTokens: null,
      cacheTokens: null,
    },
    fleet: { replicas: servers },
  });
}
