import { cite, literal } from '@app/kernel';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import { hostingOption } from '../bench/hosting-option';
import { listOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';

/** The vote on API against own hosting: a limit decides, else the cost of today's load. No vote without a ground. */
export function hostingVote(notes: Analysis, workload: WorkloadBench): Decision | null {
  const vote = voteOf(workload);
  if (vote) notes.vote(vote);
  return vote;
}

function voteOf(workload: WorkloadBench): Decision | null {
  const limit = workload.hostingLimit;
  if (limit === 'api-only') return decision(workload, 'api', 'constraint', 'Only APIs may be used.');
  if (limit === 'self-host-only') {
    return decision(workload, 'self-host', 'constraint', 'No API of a third party may be used.');
  }
  const cheaper = workload.cheaperToday();
  if (!cheaper) return null;
  const api = workload.apis().apis[0]?.monthly;
  const offer = workload.cheapest()?.priced.monthly['on-demand'];
  if (!api || !offer) return null;
  const prices =
    cheaper === 'api'
      ? `At the load of today the API costs ${cite(api)}, rented hardware ${cite(offer)}`
      : `At the load of today rented hardware costs ${cite(offer)}, the API ${cite(api)}`;
  return decision(workload, cheaper, 'cost', `${prices}${crossing(workload)}.`);
}

function crossing(workload: WorkloadBench): string {
  const result = workload.breakEven();
  if (!result) return '';
  return result.crossover.value === null
    ? '; at no load compared does hosting become the cheaper side'
    : `; both cost the same at ${cite(result.crossover)}, and the load is ${cite(result.today)}`;
}

function decision(
  workload: WorkloadBench,
  side: 'api' | 'self-host',
  basis: Decision['basis'],
  ground: string,
): Decision {
  const place = workload.apiPlace();
  const condition =
    side === 'api' && place.length > 0
      ? ` Where it processes is not known; the stated limits ask for ${listOf(place.map(literal))}.`
      : '';
  return { ...hostingOption(workload, side), basis, rationale: `${ground}${condition}` };
}
