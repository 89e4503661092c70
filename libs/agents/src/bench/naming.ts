import { literal } from '@app/kernel';
import type { Offer } from './price-workload';
import type { WorkloadBench } from './workload-bench';

/** A workload's name as a person wrote it, safe in a figure text. */
export function nameOf(bench: WorkloadBench): string {
  return literal(bench.workload.name);
}

/** `a, b and c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `p5.48xlarge in eu-north-1 (aws)`. */
export function offerName(offer: Offer): string {
  const { instanceType, region, provider } = offer.priced.instance;
  return `${instanceType} in ${region} (${provider})`;
}
