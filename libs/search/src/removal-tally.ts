import { decidedReason } from './decided-limits';
import type { SearchLimits } from './search-need';
import type { Removal } from './search-result';

/** Counts the options that fell out, by reason. */
export class RemovalTally {
  private readonly counts = new Map<string, number>();

  add(reason: string, options: number): void {
    if (options > 0) this.counts.set(reason, (this.counts.get(reason) ?? 0) + options);
  }

  /** Most options first, then by reason. */
  list(limits: SearchLimits, hostedReason: string | null): Removal[] {
    return [...this.counts]
      .map(([reason, options]) => ({ reason, label: labelOf(reason, limits, hostedReason), options }))
      .sort((a, b) => b.options - a.options || (a.reason < b.reason ? -1 : 1));
  }
}

const LABELS: Readonly<Record<string, string>> = {
  'api-only': 'only APIs may be used',
  'self-host-only': 'no API of a third party may be used',
  provider: 'the provider is not among the allowed ones',
  pinned: 'something else was fixed',
  'not-whole': 'the listed price is for the accelerator alone, or for days and not for a service',
  precision: 'another number format was stated, or is the one in which the weights are published',
  format: 'fewer than sixteen bits a weight: nobody has stated that the answers stay good enough',
  spot: 'spot capacity may be taken back at any time, and availability is promised',
  'spot-service': 'spot capacity may be taken back at any time, and nobody asked to run a service on it',
  'spot-late': 'with the interruptions of spot capacity the work would not end in its time',
  group: 'an instance holds fewer accelerators than a group needs',
  price: 'the list has no price for this way of buying',
  budget: 'more than the budget of the month',
  'other-model': 'it serves another model than the one asked for',
  'api-traffic': 'no traffic is known from which a bill follows',
  'api-output-price': 'its price of output is not known',
  'api-context': 'long requests do not fit its context',
  'sizing.weights': 'the weights do not fit the memory',
  'sizing.sequence': 'one long sequence does not fit beside the weights',
  'sizing.time-per-output-token': 'the promised time per output token is not kept',
  'sizing.time-to-first-token': 'the promised time to first token is not kept',
  'sizing.end-to-end': 'the promised end-to-end time is not kept',
  'sizing.queue': 'no number of replicas keeps the promised time to first token at the peak',
  'sizing.decided-fleet': 'so many replicas as were decided neither carry the peak nor keep the promises',
  'sizing.rate': 'no rate of the accelerator is sourced',
  'sizing.context': 'long requests do not fit the context of the model',
  'sizing.heads': 'the attention heads of the model do not divide by so many accelerators',
  'sizing.other-group': 'the work was sized with another group of accelerators',
  'sizing.layers': 'the model has fewer layers than the pipeline has stages',
  'sizing.not-sized': 'the accelerator does not hold the work',
};

function labelOf(reason: string, limits: SearchLimits, hostedReason: string | null): string {
  switch (reason) {
    case 'region':
      return `outside the stated regions (${limits.regionsLabel})`;
    case 'residency':
      return `${limits.residencyLabel} only: data must stay there`;
    case 'api-place':
      return `it must process in ${limits.apiPlaces.join(' or ')}, and where it processes is not known`;
    case 'not-hosted':
      return hostedReason ?? 'nothing of it can be hosted';
    default:
      return LABELS[reason] ?? limits.decided?.find((one) => decidedReason(one) === reason)?.label ?? reason;
  }
}
