import { cite } from '@app/kernel';
import type { Decision } from '../agent-output';
import type { Analysis } from '../analysis';
import { hostingOption } from '../bench/hosting-option';
import { listOf, placesOf } from '../bench/naming';
import { ownedMonth } from '../bench/owned-price';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** USD a month below which a few hours of anybody's work outweigh the difference: a choice of this product. */
const SMALL_USD_PER_MONTH = 100;

/** The vote on API against own hosting: a limit decides, else the cost of today's load. No vote without a ground. */
export function hostingVote(notes: Analysis, workload: WorkloadBench, bench: Workbench): Decision | null {
  const vote = voteOf(workload, bench);
  if (vote) notes.vote(vote);
  return vote;
}

function voteOf(workload: WorkloadBench, bench: Workbench): Decision | null {
  // A classic model runs on processors: no API of the catalog takes its place.
  if (workload.workload.mode === 'general') return null;
  const limit = workload.hostingLimit;
  if (limit === 'api-only') return decision(workload, 'api', 'constraint', 'Only APIs may be used.');
  if (limit === 'self-host-only') {
    return decision(workload, 'self-host', 'constraint', 'No API of a third party may be used.');
  }
  if (workload.ownedFit()) {
    const api = workload.apis().apis[0];
    const instead = api ? `, while an API would cost ${cite(api.monthly)}` : '';
    const { monthly } = ownedMonth(bench, workload);
    const running = monthly
      ? `Its write-off and power come to ${cite(monthly)}, as if at full load all month.`
      : 'That cost is not evaluated.';
    const ground = `What is owned holds it, and only its running cost is added${instead}. ${running}`;
    return decision(workload, 'self-host', 'cost', ground);
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
  const apart = Math.abs((api.value ?? 0) - (offer.value ?? 0));
  const small =
    apart < SMALL_USD_PER_MONTH
      ? ' The difference is too small to decide by: the work of running it is not in it.'
      : '';
  const ground = `${prices}${crossing(workload)}.${small} Cost alone is compared: what latency the API keeps and what it emits is in no source of the catalog.`;
  return decision(workload, cheaper, 'cost', ground);
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
  const place = placesOf(workload);
  const condition =
    side === 'api' && place.length > 0
      ? ` Where it processes is not known; the stated limits ask for ${listOf(place)}.`
      : '';
  return { ...hostingOption(workload, side), basis, rationale: `${ground}${condition}` };
}
