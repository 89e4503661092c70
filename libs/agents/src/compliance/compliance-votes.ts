import { adequacyOf, jurisdictionOf, isInEea } from '@app/compliance';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { isLeft } from '../bench/best-offer';
import { hostingOption, presuming } from '../bench/hosting-option';
import { apiName, headed, labelled, listOf, nameOf, offerName, placesOf } from '../bench/naming';
import type { Offer } from '../bench/price-workload';
import { agreementOwed, dataSensitivity, gradeOf, transferIsOpen } from '../bench/processing-terms';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { GRADE_WORDS } from './grade-words';

/** Votes where an obligation or a risk speaks for a way of hosting or for a place. */
export function complianceVotes(notes: Analysis, bench: Workbench): void {
  for (const workload of bench.workloads) {
    if (!voteOnAgreement(notes, workload, bench)) voteOnApiPlace(notes, workload, bench);
    voteOnPlace(notes, workload, bench);
  }
}

/** Without an evidenced processing agreement personal data must not go to an API's provider (GDPR Art. 28, 45 CFR 164.308(b)). */
function voteOnAgreement(notes: Analysis, workload: WorkloadBench, bench: Workbench): boolean {
  const owed = agreementOwed(bench, workload);
  if (!owed) return false;
  const sensitive = owed.sensitivity === 'sensitive';
  // For other personal data a stated place is the stronger ground, and the agreement a condition of the start.
  if (!sensitive && workload.apiPlace().length > 0 && workload.apis().apis.length > 0) return false;
  notes.vote({
    ...hostingOption(workload, 'self-host'),
    basis: sensitive ? 'obligation' : 'risk',
    rationale: `${nameOf(workload)} handles ${sensitive ? 'sensitive' : 'personal'} data, and the agreement with the provider of an API is ${GRADE_WORDS[owed.grade]}; ${listOf(owed.by)} ${owed.by.length === 1 ? 'asks' : 'ask'} for one.`,
  });
  return true;
}

/**
 * Stated places bind an API as well, and the catalog does not say where one processes: where an API would be the way,
 * it is one only once its place is confirmed.
 */
function voteOnApiPlace(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const place = placesOf(workload);
  const api = workload.apis().apis[0];
  if (!api || place.length === 0 || workload.hostingLimit === 'self-host-only') return;
  const name = apiName(api.row);
  notes.ask({
    id: `question.${workload.id}.api-place`,
    pointer: '',
    question: `Does the contract for ${name} keep processing and retention in ${listOf(place)}?`,
    why: 'The stated limits bind the API as well, and the catalog does not say where it processes.',
    priority: 'must',
  });
  const law = transferIsOpen(bench, workload)
    ? ' Outside the European Economic Area a transfer would need a ground under GDPR Art. 44.'
    : '';
  const rationale = `The data has to stay in ${listOf(place)}, and where ${name} processes it is not known.${law}`;
  const side = workload.undecided().likelyHosting();
  if (side === null) return;
  notes.vote({ ...hostingOption(workload, side), basis: 'constraint', rationale });
}

/**
 * Personal data of people in the EEA stays there, or where an adequacy decision covers the whole place, until a transfer
 * mechanism is evidenced (GDPR Art. 44 to 46).
 */
function voteOnPlace(notes: Analysis, workload: WorkloadBench, bench: Workbench): void {
  const gdpr = bench.compliance.frameworks.find((framework) => framework.id === 'gdpr');
  if (gdpr?.state !== 'applies' || dataSensitivity(workload) === 'none') return;
  const offers = workload.priced().offers.filter((offer) => offer.priced.monthlyOnDemandUsd !== null);
  const isFree = (offer: Offer): boolean => isFreePlace(offer.priced.instance.region, bench.compliance.asOf);
  const left = workload.besides('provider');
  const weighed = left.weighed() ? left.cheapest() : null;
  const led = weighed !== null && isFree(weighed);
  const inside = led
    ? weighed
    : (offers.find((offer) => isFree(offer) && isLeft(offer, left.decided)) ?? offers.find(isFree));
  const outside = offers.some((offer) => !isFree(offer));
  // Where the limits leave no place outside, there is nothing to keep the data from.
  if (!outside) return;
  const transferred = gradeOf(bench, 'transferMechanism') === 'passed';
  if (transferred) return;
  if (!inside) {
    notes.find({
      id: `compliance.${workload.id}.transfer`,
      severity: 'high',
      title: headed(
        workload,
        'every priced instance lies outside the European Economic Area and the places that are called adequate',
      ),
      statement: 'Personal data would leave it, and no transfer mechanism is evidenced.',
    });
    return;
  }
  const { provider, region } = inside.priced.instance;
  notes.vote({
    key: `${workload.id}.provider`,
    label: labelled(workload, 'Provider and region'),
    option: `${provider}/${region}`,
    optionLabel: `${provider}, ${region}`,
    basis: 'obligation',
    rationale: `${offerName(inside)} is ${led ? 'the place that leads by the stated weights, and lies' : 'the cheapest place'} inside the European Economic Area or under an adequacy decision, at ${cite(inside.priced.monthly['on-demand'])}; no transfer mechanism is evidenced.`,
    presumes: presuming(workload, 'self-host'),
  });
}

/** Whether personal data may go there without a mechanism of one's own. */
function isFreePlace(region: string, asOf: string): boolean {
  const place = jurisdictionOf(region);
  if (place === undefined) return false;
  const decision = adequacyOf(place, asOf);
  return isInEea(place) || (decision !== undefined && decision.part === undefined);
}
