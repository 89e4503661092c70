import type { FieldProblem } from '@app/kernel';
import { type ArrivalSpec, MOST_REQUESTS } from './arrivals';
import type { FleetSpec } from './fleet-spec';
import { SimulationSpecError } from './simulation.errors';
import type { LengthSpec } from './token-lengths';

/** Replicas beyond which a simulation would not end in a time that anybody waits. */
export const MOST_REPLICAS = 2_000;
/** Places of one replica. */
export const MOST_PLACES = 4_096;
/** Seconds between two decisions of an autoscaler, and between two failures of a replica on average. */
const SHORTEST_INTERVAL = 0.1;
const SHORTEST_LIFE = 1;

const isPositive = (value: number): boolean => Number.isFinite(value) && value > 0;
const isNotNegative = (value: number): boolean => Number.isFinite(value) && value >= 0;

/**
 * Says what in a specification makes no sense, all of it at once.
 * @throws simulation.invalid-spec
 */
export function checkFleetSpec(spec: FleetSpec): void {
  const problems: FieldProblem[] = [];
  const expect = (holds: boolean, pointer: string, detail: string): void => {
    if (!holds) problems.push({ pointer, detail });
  };
  expect(isPositive(spec.horizonSeconds), '/horizonSeconds', 'expected more than 0 seconds');
  expect(
    isNotNegative(spec.warmUpSeconds) && spec.warmUpSeconds < spec.horizonSeconds,
    '/warmUpSeconds',
    'expected less than horizonSeconds',
  );
  checkEpisodes(spec, expect);
  checkArrivals(spec.arrivals, spec.horizonSeconds, expect);
  checkLengths(spec.inputTokens, '/inputTokens', expect);
  checkLengths(spec.outputTokens, '/outputTokens', expect);
  checkService(spec, expect);
  checkFleet(spec, expect);
  if (problems.length > 0) throw new SimulationSpecError(problems);
}

type Expect = (holds: boolean, pointer: string, detail: string) => void;

function checkEpisodes({ episodes, horizonSeconds }: FleetSpec, expect: Expect): void {
  if (!episodes) return;
  const { fromSeconds, everySeconds, lengthSeconds, count } = episodes;
  const ends = fromSeconds + (count - 1) * everySeconds + lengthSeconds;
  expect(
    isNotNegative(fromSeconds) && isPositive(lengthSeconds) && everySeconds >= lengthSeconds,
    '/episodes',
    'expected a begin from 0 on and a length above 0 that is no more than their distance',
  );
  expect(
    Number.isInteger(count) && count >= 1 && ends <= horizonSeconds * (1 + 1e-9),
    '/episodes/count',
    'expected at least one, and all of them within horizonSeconds',
  );
}

function checkArrivals(spec: ArrivalSpec, horizonSeconds: number, expect: Expect): void {
  if (spec.kind === 'trace') {
    const ascends = spec.seconds.every(
      (at, index) => at >= (index === 0 ? 0 : (spec.seconds[index - 1] as number)),
    );
    expect(ascends, '/arrivals/seconds', 'expected seconds from 0 on, ascending');
    expect(
      spec.seconds.length <= MOST_REQUESTS,
      '/arrivals/seconds',
      `expected at most ${MOST_REQUESTS} requests`,
    );
    return;
  }
  expect(
    isPositive(spec.ratePerSecond),
    '/arrivals/ratePerSecond',
    'expected more than 0 requests per second',
  );
  const factors = spec.kind === 'poisson' ? (spec.profile?.factors ?? [1]) : [1];
  const meanFactor = factors.reduce((sum, factor) => sum + factor, 0) / Math.max(1, factors.length);
  expect(
    spec.ratePerSecond * meanFactor * horizonSeconds <= MOST_REQUESTS / 2,
    '/horizonSeconds',
    `expected at most ${MOST_REQUESTS / 2} requests: simulate a shorter time`,
  );
  if (spec.kind === 'gamma')
    expect(isPositive(spec.variation), '/arrivals/variation', 'expected more than 0');
  if (spec.kind === 'bursty') {
    const { burstFactor, burstShare, burstSeconds } = spec;
    expect(burstShare > 0 && burstShare < 1, '/arrivals/burstShare', 'expected a share between 0 and 1');
    expect(
      burstFactor >= 1 && burstFactor * burstShare < 1,
      '/arrivals/burstFactor',
      'expected at least 1, and less than 1 / burstShare: beyond it nothing is left between bursts',
    );
    expect(isPositive(burstSeconds), '/arrivals/burstSeconds', 'expected more than 0 seconds');
  }
  if (spec.kind === 'poisson' && spec.profile) {
    const { slotSeconds, factors } = spec.profile;
    expect(isPositive(slotSeconds), '/arrivals/profile/slotSeconds', 'expected more than 0 seconds');
    expect(
      factors.every(isNotNegative) && factors.some(isPositive),
      '/arrivals/profile/factors',
      'expected factors of 0 or more, at least one of them above 0',
    );
  }
}

function checkLengths(spec: LengthSpec, pointer: string, expect: Expect): void {
  switch (spec.kind) {
    case 'fixed':
      return expect(isNotNegative(spec.tokens), `${pointer}/tokens`, 'expected 0 or more tokens');
    case 'exponential':
      return expect(isPositive(spec.mean), `${pointer}/mean`, 'expected more than 0 tokens');
    case 'log-normal':
      return expect(
        isPositive(spec.p50) && spec.p95 >= spec.p50,
        pointer,
        'expected a median above 0 and a 95th percentile of at least that',
      );
    case 'empirical':
    case 'recorded':
      return expect(
        spec.tokens.length > 0 && spec.tokens.every(isNotNegative),
        `${pointer}/tokens`,
        'expected at least one length, each of 0 or more tokens',
      );
  }
}

function checkService({ service, cachedShare = 0 }: FleetSpec, expect: Expect): void {
  const { stepSeconds, prefill, chunkTokens, cacheTokens } = service;
  expect(
    stepSeconds.length >= 1 && stepSeconds.length <= MOST_PLACES && stepSeconds.every(isPositive),
    '/service/stepSeconds',
    `expected the seconds of a step for each batch from 1 to at most ${MOST_PLACES}`,
  );
  expect(Object.values(prefill).every(isNotNegative), '/service/prefill', 'expected 0 or more seconds');
  expect(
    chunkTokens === null || chunkTokens >= 1,
    '/service/chunkTokens',
    'expected at least 1 token, or null',
  );
  expect(
    cacheTokens === null || cacheTokens >= 1,
    '/service/cacheTokens',
    'expected at least 1 token, or null',
  );
  expect(cachedShare >= 0 && cachedShare <= 1, '/cachedShare', 'expected a share from 0 to 1');
}

function checkFleet({ fleet, autoscaler, limits, ...spec }: FleetSpec, expect: Expect): void {
  const count = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
  expect(
    count(fleet.replicas, 1) && fleet.replicas <= MOST_REPLICAS,
    '/fleet/replicas',
    `expected 1 to ${MOST_REPLICAS} replicas`,
  );
  expect(
    count(fleet.regions ?? 1, 1) && count(fleet.zones ?? 1, 1),
    '/fleet/zones',
    'expected at least one region and one zone',
  );
  expect(
    count(fleet.spotReplicas ?? 0, 0) && (fleet.spotReplicas ?? 0) <= fleet.replicas,
    '/fleet/spotReplicas',
    'expected no more spot replicas than replicas',
  );
  expect(isNotNegative(spec.coldStartSeconds), '/coldStartSeconds', 'expected 0 or more seconds');
  expect(
    limits.queueLimit === null || count(limits.queueLimit, 0),
    '/limits/queueLimit',
    'expected 0 or more, or null',
  );
  expect(
    limits.timeoutSeconds === null || isPositive(limits.timeoutSeconds),
    '/limits/timeoutSeconds',
    'expected more than 0 seconds, or null',
  );
  if (autoscaler) {
    const { least, most, target, intervalSeconds, scaleDownSeconds } = autoscaler;
    expect(
      count(least, 1) && count(most, least) && most <= MOST_REPLICAS,
      '/autoscaler/most',
      `expected 1 <= least <= most <= ${MOST_REPLICAS}`,
    );
    expect(target > 0 && target <= 1, '/autoscaler/target', 'expected a share above 0 up to 1');
    expect(
      intervalSeconds >= SHORTEST_INTERVAL && isNotNegative(scaleDownSeconds),
      '/autoscaler/intervalSeconds',
      `expected at least ${SHORTEST_INTERVAL} s, and 0 or more seconds before fewer replicas`,
    );
  }
  checkChance(spec, expect);
  const regions = fleet.regions ?? 1;
  const most = { region: regions, zone: regions * (fleet.zones ?? 1), instance: MOST_REPLICAS };
  for (const [index, failure] of (spec.plannedFailures ?? []).entries()) {
    expect(
      count(failure.index, 0) && failure.index < most[failure.scope],
      `/plannedFailures/${index}/index`,
      `expected the number of a ${failure.scope} that the fleet has, from 0 on`,
    );
    expect(
      isNotNegative(failure.atSeconds) && isPositive(failure.durationSeconds),
      `/plannedFailures/${index}`,
      'expected a time from 0 on and a duration above 0',
    );
  }
}

/** Failures by chance and prices: a replica that fails as soon as it starts would fail for ever. */
function checkChance(
  { randomFailures, price }: Pick<FleetSpec, 'randomFailures' | 'price'>,
  expect: Expect,
): void {
  if (randomFailures) {
    const { instanceHours, spotPerHour, ...waits } = randomFailures;
    expect(
      instanceHours === null || (Number.isFinite(instanceHours) && instanceHours * 3_600 >= SHORTEST_LIFE),
      '/randomFailures/instanceHours',
      `expected at least ${SHORTEST_LIFE} s between failures of a replica, or null`,
    );
    expect(
      isNotNegative(spotPerHour) && spotPerHour * SHORTEST_LIFE <= 3_600,
      '/randomFailures/spotPerHour',
      'expected 0 to 3600 interruptions an hour',
    );
    expect(
      Object.values(waits).every(isNotNegative),
      '/randomFailures',
      'expected waits of 0 or more seconds',
    );
  }
  const prices = [price?.onDemandUsdPerHour ?? 0, price?.spotUsdPerHour ?? 0];
  expect(prices.every(isNotNegative), '/price', 'expected prices of 0 or more USD an hour, or null');
}
