import { meanWaitSeconds, waitTail } from './queueing';
import { firstTokenWait, loadReplicas, replicasFor, replicasHold, UTILISATION_TARGET } from './replica-count';
import type { ReplicaCapacity } from './serving';

function aCapacity(over: Partial<ReplicaCapacity> = {}): ReplicaCapacity {
  return {
    batch: 1,
    requestsPerSecond: 0.1,
    serviceSeconds: 10,
    serviceVariation: 1,
    promptVariation: 0,
    timeToFirstTokenSeconds: 0,
    firstTokenServiceSeconds: 0,
    prefillSeconds: 0,
    sloTimeToFirstTokenSeconds: null,
    spareReplicas: 0,
    ...over,
  };
}

/** One replica after the other, up to the limit of the search. */
function byTrial(capacity: ReplicaCapacity, rate: number): number | null {
  const least = Math.max(1, Math.ceil(rate / (UTILISATION_TARGET * capacity.requestsPerSecond) - 1e-9));
  const arrivals = { arrivalsPerSecond: rate, arrivalVariation: 1 };
  for (let replicas = least; replicas <= least + 200; replicas++) {
    const prompts = meanWaitSeconds({
      servers: 1,
      arrivalsPerSecond: rate / replicas,
      arrivalVariation: 1,
      serviceSeconds: capacity.prefillSeconds,
      serviceVariation: capacity.promptVariation,
    });
    const promise = capacity.sloTimeToFirstTokenSeconds;
    if (promise === null) return replicas;
    const left = promise - capacity.firstTokenServiceSeconds - prompts;
    const slots = {
      ...arrivals,
      servers: replicas * capacity.batch,
      serviceSeconds: capacity.serviceSeconds,
      serviceVariation: capacity.serviceVariation,
    };
    if (left > 0 && waitTail(slots, left) <= 1 - 0.95) return replicas;
  }
  return null;
}

/** A small deterministic generator, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

describe('loadReplicas', () => {
  it('finds what trying one replica after the other finds', () => {
    const next = numbers(20_261_120);
    const found = Array.from({ length: 300 }, () => {
      const batch = Math.ceil(next() * 64);
      const serviceSeconds = 1 + next() * 20;
      const capacity = aCapacity({
        batch,
        serviceSeconds,
        requestsPerSecond: (batch / serviceSeconds) * (0.8 + next() * 0.6),
        serviceVariation: next() * 2,
        promptVariation: next(),
        prefillSeconds: next() * 0.3,
        firstTokenServiceSeconds: next(),
        sloTimeToFirstTokenSeconds: next() < 0.1 ? null : 0.3 + next() * 3,
      });
      const rate = next() * capacity.requestsPerSecond * 40;
      const replicas = loadReplicas(capacity, rate);
      expect(replicas).toBe(byTrial(capacity, rate));
      if (replicas !== null) {
        expect(replicasHold(capacity, replicas, rate)).toBe(true);
        expect(replicas > 1 && replicasHold(capacity, replicas - 1, rate)).toBe(false);
      }
      return replicas;
    });
    expect(found).toContain(null);
    expect(new Set(found).size).toBeGreaterThan(20);
  });

  it('keeps the peak below the utilisation target', () => {
    expect(loadReplicas(aCapacity(), 0.07)).toBe(1);
    expect(loadReplicas(aCapacity(), 0.0701)).toBe(2);
    expect(loadReplicas(aCapacity(), 0)).toBe(1);
  });

  it('adds replicas until few enough first tokens are late', () => {
    // At half an Erlang the chance of waiting more than a second is 0.48, 0.09 and 0.01 with 1, 2 and 3 servers.
    expect(loadReplicas(aCapacity({ sloTimeToFirstTokenSeconds: 1 }), 0.05)).toBe(3);
  });

  it('finds none where computing the prompt alone takes longer than promised', () => {
    const capacity = aCapacity({ sloTimeToFirstTokenSeconds: 1, firstTokenServiceSeconds: 2 });
    expect(loadReplicas(capacity, 0.05)).toBeNull();
    expect(replicasFor(capacity, 0.05)).toBeNull();
  });

  it('counts the spare replica on top', () => {
    expect(replicasFor(aCapacity({ spareReplicas: 1 }), 0.07)).toBe(2);
  });
});

describe('firstTokenWait', () => {
  it('waits for a place in a batch and for the prompts ahead', () => {
    // One place at half load, exponential: 10 s. Prompts of 2 s at 0.05/s: rho 0.1, constant: 0.1/0.9/2 x 2 s.
    const wait = firstTokenWait(aCapacity({ prefillSeconds: 2 }), 1, 0.05);
    expect(wait).toBeCloseTo(10 + (0.1 / 0.9 / 2) * 2, 10);
  });
});
