import type { Purchase } from '@app/catalog';
import { literal } from '@app/kernel';
import type { SearchAxis, SearchOption } from '@app/search';
import type { Workbench } from '../workbench';

export const PURCHASE_WORDS: Readonly<Record<Purchase, string>> = {
  'on-demand': 'on demand',
  'commit-1y': 'committed for a year',
  'commit-3y': 'committed for three years',
  spot: 'on spot capacity',
};

export const AXIS_WORDS: Readonly<Record<SearchAxis, string>> = {
  cost: 'cost',
  latency: 'latency',
  carbon: 'emissions',
  risk: 'risk',
};

/** `p5.48xlarge in eu-north-1 (aws), on demand`; `GPT-5 mini by OpenAI` for an API. */
export function optionName(option: SearchOption, bench: Workbench): string {
  const { hardware, provider, region, apiId } = option;
  if (hardware) {
    return literal(
      `${hardware.instanceType} in ${region} (${provider}), ${PURCHASE_WORDS[hardware.purchase]}`,
    );
  }
  const row = bench.catalog.apiPrice(apiId ?? '');
  return literal(`${row.model} by ${row.provider}`);
}

/** What speaks against an option by the rules of the risk score, as one line. */
export function riskWords(option: SearchOption): string {
  return option.riskTerms.length === 0
    ? 'no rule speaks against it'
    : option.riskTerms.map((term) => term.why).join('; ');
}
