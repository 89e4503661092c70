import { literal } from '@app/kernel';
import type { Decision, RecommendationDraft } from '../agent-output';
import type { Analysis } from '../analysis';
import { nameOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** What follows from the vote on hosting: a model API to contract, or a model to host. */
export function recommendHosting(
  notes: Analysis,
  workload: WorkloadBench,
  vote: Decision,
  bench: Workbench,
): void {
  notes.recommend(vote.option === 'api' ? useApi(workload, vote, bench) : hostModel(workload, vote, bench));
}

function useApi(workload: WorkloadBench, vote: Decision, bench: Workbench): RecommendationDraft {
  const api = workload.apis().apis[0];
  const name = api ? `${api.row.model} by ${api.row.provider}` : 'a model API';
  const total = workload.apiOver36Months();
  return {
    key: `${workload.id}.use-api`,
    title: `Run ${nameOf(workload)} on ${literal(name)}`,
    rationale: vote.rationale,
    severity: 'medium',
    workloadIds: [workload.id],
    cost: {
      figureIds: [api?.monthly.id, total?.total.id].flatMap((id) => id ?? []),
      note: 'List price without batch discount; the second figure is over three years with the stated or assumed growth.',
    },
    compliance: {
      requirements: supplierDuties(bench),
      note: 'A third party processes what is sent to it: contract, place of processing and retention have to be settled first.',
    },
    implementation: {
      effort: 'weeks',
      steps: [
        'Settle the processing agreement, the region of processing and the retention of prompts with the provider.',
        'Evaluate the model on real cases beside one alternative, so that a change stays possible.',
        'Put a limit on spend and an alert on tokens a request.',
      ],
      prerequisites: [],
    },
  };
}

function hostModel(workload: WorkloadBench, vote: Decision, bench: Workbench): RecommendationDraft {
  const model = workload.model().row?.name ?? 'the model';
  const offer = workload.ownedFit() ? null : workload.cheapest();
  const total = offer ? workload.hostingOver36Months() : null;
  return {
    key: `${workload.id}.host`,
    title: `Host ${model} for ${nameOf(workload)}`,
    rationale: vote.rationale,
    severity: 'medium',
    workloadIds: [workload.id],
    cost: {
      figureIds: [offer?.priced.monthly['on-demand'].id, total?.total.id].flatMap((id) => id ?? []),
      note: offer
        ? 'Cheapest rented instances on demand; people and platform are not in it.'
        : 'The hardware is owned; its running cost is not evaluated.',
    },
    compliance: offer
      ? {
          requirements: supplierDuties(bench),
          note: 'No model provider sees prompts or answers; the provider of the instances still processes them and needs an agreement.',
        }
      : { requirements: [], note: 'Prompts and answers stay on hardware under own control.' },
    implementation: {
      effort: 'months',
      steps: [
        `Evaluate ${model} in ${workload.workload.precision.value} on real cases before any hardware is committed.`,
        'Load-test one replica with the measured lengths of prompts and answers.',
        'Roll out by share of traffic, with the way back prepared.',
      ],
      prerequisites: [`A licence review: ${workload.model().row?.license ?? 'licence not known'}.`],
    },
  };
}

/** Applicable requirements on suppliers. */
function supplierDuties(bench: Workbench): string[] {
  return bench.compliance.frameworks
    .filter((framework) => framework.state === 'applies')
    .flatMap((framework) => framework.requirements)
    .filter(
      (duty) => duty.applicability === 'applicable' && duty.controls.some((control) => control.id === 'dpa'),
    )
    .map((duty) => duty.key);
}
