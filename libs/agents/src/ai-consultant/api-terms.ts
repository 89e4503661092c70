import { controlPhrase } from '@app/compliance';
import { literal } from '@app/kernel';
import type { ApiPricing } from '@app/pricing';
import { dataSensitivity, dutiesNaming, sellersOf, transferIsOpen } from '../bench/processing-terms';
import { listOf, placesOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import { agreementTerms } from './agreement-terms';

/** What has to be true before data goes to an API, as requirements, steps and conditions. */
export interface ApiTerms {
  readonly requirements: readonly string[];
  readonly note: string;
  readonly steps: readonly string[];
  readonly prerequisites: readonly string[];
}

const SELLERS = 3;

/** The terms of processing with the provider of an API: agreement, place, transfer. */
export function apiTerms(bench: Workbench, workload: WorkloadBench, api: ApiPricing): ApiTerms {
  const provider = literal(api.row.provider);
  const personal = dataSensitivity(workload) !== 'none';
  const agreement = personal ? agreementTerms(bench, api.row.provider) : null;
  const place = placesOf(workload);
  const transfer = place.length === 0 && transferIsOpen(bench, workload);
  const sellers = sellersOf(bench, api.row).slice(0, SELLERS).map(literal);
  const elsewhere =
    sellers.length > 0
      ? ` The same model is sold by ${listOf(sellers)} as well: compare what they confirm.`
      : '';
  return {
    requirements: [
      ...(personal ? dutiesNaming(bench, 'dpa') : []),
      ...(place.length > 0 ? dutiesNaming(bench, 'regionPinning') : []),
      ...(transfer ? dutiesNaming(bench, 'transferMechanism') : []),
    ],
    note: [
      personal
        ? `${provider} processes data of people on your behalf.`
        : `${provider} processes what is sent to it; no data of people is stated.`,
      ...(agreement ? [agreement.state] : []),
      ...(place.length > 0
        ? [`Where it processes is not known, and the stated limits ask for ${listOf(place)}.`]
        : []),
      ...(transfer
        ? ['A place outside the European Economic Area needs a transfer mechanism, and none is evidenced.']
        : []),
    ].join(' '),
    steps: [
      ...(place.length > 0
        ? [
            `Have ${provider} confirm in the contract that processing and retention stay in ${listOf(place)}.${elsewhere} Without a confirmation do not start on the API.`,
          ]
        : []),
      ...(transfer
        ? [
            `Settle with ${provider} where it processes: in the European Economic Area, or under a transfer mechanism (standard contractual clauses or an adequacy decision).${elsewhere}`,
          ]
        : []),
      ...(agreement?.step ? [agreement.step] : []),
      ...(personal ? ['Settle retention and training use of prompts and answers with the provider.'] : []),
    ],
    prerequisites: [
      ...(place.length > 0 ? [`Confirmed processing in ${listOf(place)}.`] : []),
      ...(transfer ? ['A settled place of processing or transfer mechanism.'] : []),
      ...(agreement?.step ? [`A signed ${controlPhrase('dpa')} with ${provider}.`] : []),
    ],
  };
}
