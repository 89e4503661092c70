export { type ArrivalSpec, arrivalTimes, MOST_REQUESTS, type RateProfile } from './arrivals';
export * from './fleet-result';
export * from './fleet-spec';
export * from './simulate-fleet';
export * from './simulation.errors';
export { type LengthSpec } from './token-lengths';
export { SeededRandom } from './seeded-random';
