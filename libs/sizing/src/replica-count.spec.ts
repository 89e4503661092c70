import { firstTokenWait, loadReplicas, replicasFor } from './replica-count';
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

describe('loadReplicas', () => {
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
