import { literal } from '@app/kernel';
import type { SearchAxis, SearchOption } from '@app/search';
import { PURCHASE_WORDS } from '../bench/purchase-words';
import type { Workbench } from '../workbench';

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
