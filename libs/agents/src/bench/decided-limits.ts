import { literal } from '@app/kernel';
import type { DecidedLimit } from '@app/search';
import type { DecidedChoices } from './decided-choices';
import type { WorkloadBench } from './workload-bench';

/** What people decided on a workload as limits of the search, in the order of the decisions' keys. */
export function decidedLimits({ id, decided, decisions }: WorkloadBench): DecidedLimit[] {
  return decisions.flatMap(({ key, by, optionLabel, refused }): DecidedLimit[] => {
    const name = key.slice(id.length + 1);
    const limit = LIMITS.get(name)?.(decided);
    if (refused !== null || !limit) return [];
    return [{ name, label: literal(`decided by ${by}: ${optionLabel}`), ...limit }];
  });
}

type Limit = Pick<DecidedLimit, 'pins' | 'hosting'>;

/** Model and promise change what is sized, and hardware of one's own is none of what the search rents: they are no limits. */
const LIMITS = new Map<string, (decided: DecidedChoices) => Limit | null>([
  ['hosting', ({ hosting }) => ({ hosting: hosting === 'api' ? 'api-only' : 'self-host-only' })],
  ['provider', ({ place }) => (place ? { pins: place } : null)],
  ['accelerator', ({ acceleratorId }) => ({ pins: { acceleratorId } })],
  ['purchase', ({ purchase }) => ({ pins: { purchase } })],
  ['api-model', ({ apiId }) => ({ pins: { apiId } })],
]);
