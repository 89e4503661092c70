import { controlPhrase } from '@app/compliance';
import { answerId, cite, literal } from '@app/kernel';
import type { Decision, MonthlyCost, RecommendationDraft } from '../agent-output';
import type { Analysis } from '../analysis';
import { deploymentOf } from '../bench/deployment-of';
import { sizingFigure } from '../bench/host-sizing';
import { presuming } from '../bench/hosting-option';
import { apiName, offerName, shortName } from '../bench/naming';
import { dataSensitivity, dutiesNaming } from '../bench/processing-terms';
import { ownedBill, ownedMonth } from '../bench/owned-price';
import type { Offer } from '../bench/price-workload';
import { boughtWords, toBeBought } from '../bench/to-be-bought';
import { tunedRunWords } from '../bench/training-range';
import type { OwnedFit, WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { agreementTerms } from './agreement-terms';

/** Own hosting as a recommendation: on what is owned, or on the cheapest offer, or on what a quote will say. */
export function hostModel(
  notes: Analysis,
  workload: WorkloadBench,
  vote: Decision | null,
  bench: Workbench,
): RecommendationDraft {
  const model = workload.model().row?.name ?? 'the model';
  const owned = workload.ownedFit();
  const offer = owned ? null : workload.cheapest();
  const total = offer ? workload.hostingTotal() : null;
  const year = offer ? workload.hostingOver36Months()?.firstYear : null;
  const bought = toBeBought(bench, workload);
  const sizing = owned?.sizing ?? offer?.sizing ?? bought;
  const onOwned = owned ? `on ${ownedWords(notes, bench, owned)}` : '';
  const place = offer
    ? `on ${countOf(notes, workload, offer)} × ${offerName(offer)}`
    : bought
      ? `on ${boughtWords(bought, bench.catalog)} to be bought`
      : 'on hardware to be quoted';
  const personal = dataSensitivity(workload) !== 'none';
  const agreement = offer && personal ? agreementTerms(bench, offer.priced.instance.provider) : null;
  const trains = workload.workload.mode === 'training';
  const voted = vote?.option === 'self-host' ? vote.rationale : '';
  const ground = owned
    ? ownedGround(owned)
    : voted !== ''
      ? ''
      : trains
        ? 'No service that trains for others sees the data or the weights.'
        : 'It keeps prompts and answers from the provider of a model.';
  return {
    key: `${workload.id}.host`,
    title: owned
      ? `Run ${shortName(workload)} (${model}) ${onOwned}`
      : `${trains ? 'Train' : 'Host'} ${model} ${place} for ${shortName(workload)}`,
    rationale: [voted, ground, tunedRunWords(sizing)].filter((part) => part !== '').join(' '),
    severity: 'high',
    workloadIds: [workload.id],
    cost: {
      figureIds: [offer?.priced.monthly[workload.purchase].id, year?.id, total?.id].flatMap((id) => id ?? []),
      note: `${owned ? ownedNote(workload, bench) : costNote(workload, offer, bought !== null)} ${insteadOf(workload, owned !== null)}`.trim(),
      monthly: monthlyOf(workload, offer, bench),
    },
    compliance: complianceOf(workload, bench, owned !== null || bought !== null, agreement?.state),
    implementation: {
      effort: owned || workload.workload.mode !== 'serving' ? 'weeks' : 'months',
      steps: [...(agreement?.step ? [agreement.step] : []), ...stepsOf(workload, offer, model)],
      prerequisites: [
        ...(agreement?.step
          ? [`A signed ${controlPhrase('dpa')} with ${offer?.priced.instance.provider ?? 'the provider'}.`]
          : []),
        `A licence review: ${literal(workload.model().row?.license ?? 'licence not known')}.`,
        ...(offer ? ['An account with the provider, its quota, and a network in the region.'] : []),
      ],
    },
    theme: 'hosting',
    presumes: presuming(workload, 'self-host'),
    ...(sizing && { deployment: deploymentOf(workload, bench, sizing, offer) }),
  };
}

/** What is paid while it is in use: the rent, or as much of what owning costs as is known. */
function monthlyOf(workload: WorkloadBench, offer: Offer | null, bench: Workbench): MonthlyCost[] {
  if (offer) return [{ category: 'compute', figureId: offer.priced.monthly[workload.purchase].id }];
  const owned = (ownedBill(bench, workload) ?? []).filter(({ monthly }) => monthly.value !== null);
  return owned.map(({ category, monthly }) => ({ category, figureId: monthly.id }));
}

/** Whether what is owned is enough, also where the range of the need reaches beyond it. */
function ownedGround({ hardware, sizing }: OwnedFit): string {
  const most = sizingFigure(sizing, 'accelerators')?.high ?? null;
  return most !== null && most > hardware.entry.count
    ? 'What is owned holds the workload as computed, but not at the high end of the range: measure before relying on it alone.'
    : 'What is owned holds the workload; nothing has to be rented for it.';
}

/** `8 of 16 owned NVIDIA H100`. */
function ownedWords(notes: Analysis, bench: Workbench, { hardware, sizing }: OwnedFit): string {
  const { name } = bench.catalog.accelerator(hardware.acceleratorId);
  const all = notes.figure({
    id: `answer.owned.${hardware.index}.${hardware.acceleratorId}`,
    label: `Owned ${name}`,
    value: hardware.entry.count,
    unit: '1',
    method: 'sourced',
    inputs: [answerId('currentInfrastructure', hardware.index, 'count')],
  });
  const needed = sizingFigure(sizing, 'accelerators');
  return needed ? `${cite(needed)} of the ${cite(all)} owned ${name}` : `the owned ${name}`;
}

function countOf(notes: Analysis, workload: WorkloadBench, offer: Offer): string {
  const { accelerators } = offer.sizing.of.ids;
  return cite(
    notes.count(
      `ai-consultant.${workload.id}.instances`,
      `${offer.priced.instance.instanceType} to rent`,
      offer.priced.instances,
      'accelerators needed over accelerators of an instance, rounded up',
      accelerators ? [accelerators] : [],
    ),
  );
}

/** What is known of what the owned hardware costs while the workload uses it. */
function ownedNote(workload: WorkloadBench, bench: Workbench): string {
  const { monthly } = ownedMonth(bench, workload);
  return monthly
    ? `Write-off and power of what is owned come to ${cite(monthly)}, as if at full load all month; space, spares and people are in it only where they were stated.`
    : 'Power, space, maintenance and depreciation of what is owned are not evaluated.';
}

function costNote(workload: WorkloadBench, offer: Offer | null, bought: boolean): string {
  if (bought)
    return 'Write-off and power at the prices that were given; space, spares and people are in it only where they were stated.';
  if (!offer) return 'Unknown until a price is quoted.';
  const old = offer.priced.stale ? `, of ${offer.priced.instance.source.asOf} and old: confirm it` : '';
  const paid = workload.hostingOver36Months() ? 'On demand' : 'On demand, for the hours of the runs only';
  return `${paid}${old}; people, platform, storage and network are not in it.`;
}

/** What the other ways would cost. */
function insteadOf(workload: WorkloadBench, owned: boolean): string {
  const offer = workload.cheapest();
  const total = workload.hostingTotal();
  const rent =
    owned && offer && total
      ? `Renting in its place, ${offerName(offer)}, would cost ${cite(offer.priced.monthly[workload.purchase])} and ${cite(total)} over three years.`
      : '';
  return `${rent} ${apiInstead(workload)}`.trim();
}

function apiInstead(workload: WorkloadBench): string {
  if (workload.hostingLimit === 'self-host-only') return 'An API was ruled out, so its cost is not computed.';
  const api = workload.apis().apis[0];
  const total = workload.apiOver36Months();
  if (!api || !total) return 'The catalog has no price of an API for this work.';
  return `The alternative, ${apiName(api.row)} through its API, costs ${cite(api.monthly)} and ${cite(total.total)} over three years.`;
}

function complianceOf(
  workload: WorkloadBench,
  bench: Workbench,
  owned: boolean,
  agreement: string | undefined,
): RecommendationDraft['compliance'] {
  const [stays, seen] =
    workload.workload.mode === 'training'
      ? ['The training data stays', 'the training data']
      : ['Prompts and answers stay', 'prompts or answers'];
  if (owned) return { requirements: [], note: `${stays} on hardware under own control.` };
  const personal = dataSensitivity(workload) !== 'none';
  const { residency } = workload.workload.input;
  const place = residency?.length
    ? `The region ${workload.cheapest() ? 'lies' : 'has to lie'} within the stated residency (${residency.map(literal).join(', ')}).`
    : 'No residency was stated; check that the region is allowed.';
  const contract = personal
    ? `No provider of a model sees ${seen}; the provider of the instances still processes them and needs an agreement.`
    : `No provider of a model sees ${seen}.`;
  return {
    requirements: personal ? dutiesNaming(bench, 'dpa') : [],
    note: [contract, agreement, place].filter((part) => part !== undefined).join(' '),
  };
}

function stepsOf(workload: WorkloadBench, offer: Offer | null, model: string): string[] {
  const serves = workload.workload.mode === 'serving';
  const quota = offer
    ? [
        `Ask for the quota of ${offer.priced.instance.instanceType} in ${offer.priced.instance.region}: it is rarely granted at once.`,
      ]
    : [];
  if (!serves && workload.ownedFit()) {
    return [
      'Run a hundredth of the work, measure the throughput, and scale the hours from it.',
      'Plan the run for hours in which the other workloads of the hardware are quiet.',
    ];
  }
  if (!serves) {
    return [
      ...quota,
      'Run a hundredth of the work, measure the throughput, and scale the hours from it.',
      'Start the instances for the run and stop them after it.',
    ];
  }
  return [
    `Evaluate ${model} in ${workload.workload.precision.value} on real cases before ${offer ? 'any hardware is rented' : 'the hardware is reserved'}.`,
    ...quota,
    'Load-test one replica with your own prompts and answers before the rest.',
    'Scale to the sized number of replicas, and roll out by share of traffic with the way back prepared.',
  ];
}
