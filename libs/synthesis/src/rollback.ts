import type { RecommendationDraft } from '@app/agents';
import { kindOf } from './recommendation-kind';

/** How to go back, by kind of recommendation. */
const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  host: [
    'Keep the way it is served today, or an API that serves the model or its class, reachable behind the same route until the new fleet has held a working week at the peak.',
    'To go back, turn the route, let requests in flight finish, then scale the fleet to zero; nothing that was rented on demand costs money after that.',
    'Keep the model files and the configuration of the fleet, so that going forward again takes no new set-up.',
  ],
  'use-api': [
    'Keep prompts and answers behind an interface of your own, so that another API or own hosting can take over by configuration.',
    'To go back, turn the route, revoke the key, and ask the provider to delete what it stored, as the agreement provides.',
  ],
  commit: [
    'A commitment cannot be undone before its term ends: commit to the least that is certain to be used, and in parts that end at different times.',
    'Where the load moves away, use the commitment for other work that fits the same instances.',
  ],
  zones: ['To go back, place the replicas in one zone again; data and addresses do not change.'],
  'landing-zone': [
    'Take it down in the reverse order once nothing runs in it; its definition as code brings it back.',
  ],
  'cleaner-region': [
    'Keep the first region until the new one has carried the traffic for a working week.',
    'To go back, turn the traffic, then delete what was copied.',
  ],
  'scale-ahead': ['Lower the least number of replicas again; what is rented by the hour ends with it.'],
  'api-fallback': ['Let the gateway use one API alone, and revoke the key of the second.'],
  pilot: ['To stop, withdraw the users of the pilot and scale it to zero; nothing else depends on it.'],
  control: [
    'A control that was put in place is not taken back without a decision of whoever owns the risk, with its date and reason on record.',
    'Where it stops work, make a dated exception for what it stops, and mend the control.',
  ],
  practice: ['To go back, drop the practice from the pipeline; what was recorded with it stays.'],
};

const NOTHING_CHANGES = [
  'Nothing that runs is changed by it: to go back, leave it out of the next assessment.',
];

/** How to go back from a recommendation: what its agents said, or else what holds for its kind. */
export function rollbackOf(
  one: Pick<RecommendationDraft, 'key' | 'workloadIds'>,
  said: readonly string[],
): readonly string[] {
  if (said.length > 0) return said;
  return BY_KIND[kindOf(one).name] ?? NOTHING_CHANGES;
}
