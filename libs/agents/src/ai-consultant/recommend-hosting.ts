import { cite } from '@app/kernel';
import type { ApiPricing } from '@app/pricing';
import type { Decision, RecommendationDraft } from '../agent-output';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { apiName, listOf, offerName, shortName } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { apiTerms } from './api-terms';
import { isBeyondContext } from './context-fit';
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
  const drafts = [
    ...(api ? [useApi(workload, api, vote, bench)] : []),
    ...(workload.hostingLimit !== 'api-only' && workload.reference()
      ? [hostModel(notes, workload, vote, bench)]
      : []),
  ];
  // Two ways between which nothing decides yet are said to be two ways.
  const open = vote === null && drafts.length > 1;
  notes.recommend(
    ...drafts.map((draft) =>
      open
        ? {
            ...draft,
            title: `${draft.presumes?.words === 'if by API' ? 'If by API' : 'If hosted'}: ${draft.title}`,
          }
        : draft,
    ),
  );
  if (drafts.length === 0 && workload.workload.mode !== 'general') notes.recommend(nameOne(workload));
}

/** Neither way can be priced: the next step is to say which model or API is meant. */
function nameOne(workload: WorkloadBench): RecommendationDraft {
  const reason = workload.apis().reason ?? workload.sized().reason ?? 'no accelerator holds it';
  return {
    key: `${workload.id}.name-model`,
    title: `Name a model or an API for ${shortName(workload)}`,
    rationale: `Neither an API nor own hosting can be priced for it: ${reason}.`,
    severity: 'high',
    workloadIds: [workload.id],
    cost: { figureIds: [], note: 'Unknown until a model or an API is named.' },
    compliance: { requirements: [], note: '' },
    implementation: {
      effort: 'days',
      steps: ['Name a model id or an API id in the input and run the assessment again.'],
      prerequisites: [],
    },
    theme: 'hosting',
  };
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
    rationale: `${voted} ${whyThisApi(workload)}`,
    severity: 'high',
    workloadIds: [workload.id],
    cost: {
      figureIds: [api.monthly.id, total?.firstYear.id, total?.total.id].flatMap((id) => id ?? []),
      note: `List price of ${api.row.source.asOf}${api.stale ? ', which is old: confirm it' : ''}; growth as stated or assumed. ${hostingInstead(workload)}`,
      monthly: [{ category: 'model-api', figureId: api.monthly.id }],
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
      prerequisites: [
        ...(isBeyondContext(workload, api.row.contextWindow)
          ? [
              `Long requests cut or split: the longest usual ones do not fit the context of ${apiName(api.row)}.`,
            ]
          : []),
        ...terms.prerequisites,
      ],
    },
    theme: 'hosting',
    presumes: presuming(workload, 'api'),
    deployment: {
      workloadId: workload.id,
      mode: 'api',
      apiId: api.row.id,
      provider: api.row.provider,
      modelId: api.row.modelId,
      figures: { monthly: api.monthly.id },
    },
  };
}

function whyThisApi(workload: WorkloadBench): string {
  if (workload.decided.apiId !== undefined) return 'It is the API that was decided on.';
  return workload.model().apiStated
    ? 'It is the API named in the input.'
    : 'It is the cheapest of the APIs compared that serve the model or its class.';
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
  return `The alternative, hosting on ${offerName(offer)}, costs ${cite(offer.priced.monthly[workload.purchase])} and ${cite(total)} over three years.`;
}
