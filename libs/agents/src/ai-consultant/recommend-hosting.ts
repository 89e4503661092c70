import { cite } from '@app/kernel';
import type { ApiPricing } from '@app/pricing';
import type { Decision, RecommendationDraft } from '../agent-output';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { apiName, listOf, offerName, shortName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { apiTerms } from './api-terms';
import { hostModel } from './host-model';

/**
 * How to run a workload: on an API, or hosted. Both are drafted where both can be had, each for the outcome of the
 * decision on hosting that it presumes.
 */
export function recommendHosting(
  notes: Analysis,
  workload: WorkloadBench,
  vote: Decision | null,
  bench: Workbench,
): void {
  const api = workload.apis().apis[0];
  if (api) notes.recommend(useApi(workload, api, vote, bench));
  if (workload.hostingLimit !== 'api-only' && workload.reference()) {
    notes.recommend(hostModel(notes, workload, vote, bench));
  }
}

function useApi(
  workload: WorkloadBench,
  api: ApiPricing,
  vote: Decision | null,
  bench: Workbench,
): RecommendationDraft {
  const total = workload.apiOver36Months();
  const terms = apiTerms(bench, workload, api);
  const voted = vote?.option.startsWith('api')
    ? vote.rationale
    : 'It needs no hardware and no one to run it.';
  return {
    key: `${workload.id}.use-api`,
    title: `Use ${apiName(api.row)} through its API for ${shortName(workload)}`,
    rationale: `${voted} ${workload.model().apiStated ? 'It is the API named in the input.' : 'It is the cheapest of the APIs compared that serve the model or its class.'}`,
    severity: 'high',
    workloadIds: [workload.id],
    cost: {
      figureIds: [api.monthly.id, total?.firstYear.id, total?.total.id].flatMap((id) => id ?? []),
      note: `List price of ${api.row.source.asOf}${api.stale ? ', which is old: confirm it' : ''}; growth as stated or assumed. ${hostingInstead(workload)}`,
    },
    compliance: { requirements: terms.requirements, note: terms.note },
    implementation: {
      effort: 'weeks',
      steps: [
        ...terms.steps,
        ...promised(workload),
        'Evaluate the model on real cases beside one alternative, so that a change stays possible.',
        'Put a limit on spend and an alert on tokens a request.',
      ],
      prerequisites: terms.prerequisites,
    },
    theme: 'hosting',
    presumes: presuming(workload, 'api'),
  };
}

/** Nobody publishes the latency that an API keeps: what was promised to users has to be measured. */
function promised(workload: WorkloadBench): string[] {
  const { timeToFirstTokenMs, timePerOutputTokenMs, availabilityPercent } = workload.workload.values;
  const stated = [timeToFirstTokenMs, timePerOutputTokenMs, availabilityPercent].filter(
    (entry) => entry?.value != null && entry.method === 'sourced',
  );
  if (stated.length === 0) return [];
  const promises = stated.map((entry) => `${entry?.label.toLowerCase()} ${entry ? cite(entry) : ''}`);
  return [
    `Measure the API from your own region against what is promised (${listOf(promises)}): the catalog does not know it.`,
  ];
}

/** What the other way would cost. */
function hostingInstead(workload: WorkloadBench): string {
  if (workload.hostingLimit === 'api-only') return 'Own hosting was ruled out, so its cost is not computed.';
  const offer = workload.cheapest();
  const total = workload.hostingTotal();
  if (!offer || !total) return 'The alternative, own hosting, has no known price within the limits.';
  return `The alternative, hosting on ${offerName(offer)}, costs ${cite(offer.priced.monthly['on-demand'])} and ${cite(total)} over three years.`;
}
