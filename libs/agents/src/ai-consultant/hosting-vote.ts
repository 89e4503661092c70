import { cite } from '@app/kernel';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import { nameOf } from '../bench/naming';
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
  const crossing = workload.breakEven();
  if (crossing) {
    const meet =
      crossing.crossover.value === null
        ? 'at no load compared does the other side become cheaper'
        : `both cost the same at ${cite(crossing.crossover)}`;
    return decision(workload, cheaper, 'cost', `It is the cheaper side at ${cite(crossing.today)}; ${meet}.`);
  }
  const api = workload.apis().apis[0]?.monthly;
  const offer = workload.cheapest()?.priced.monthly['on-demand'];
  if (!api || !offer) return null;
  return decision(workload, cheaper, 'cost', `The API costs ${cite(api)}, rented hardware ${cite(offer)}.`);
}

function decision(
  workload: WorkloadBench,
  option: 'api' | 'self-host',
  basis: Decision['basis'],
  rationale: string,
): Decision {
  return {
    key: `${workload.id}.hosting`,
    label: `Hosting of ${nameOf(workload)}`,
    option,
    optionLabel: option === 'api' ? 'Model API' : 'Own hosting',
    basis,
    rationale,
  };
}
