import type { ApiPriceRow } from '@app/catalog';
import { cite, type Figure, literal } from '@app/kernel';
import { apiModelName } from '@app/pricing';
import type { Offer } from './price-workload';
import type { WorkloadBench } from './workload-bench';

/** A name longer than this makes titles that nobody can scan. */
const LONG_NAME = 36;

/** A workload's name as a person wrote it, safe in a figure text. */
export function nameOf(bench: WorkloadBench): string {
  return literal(bench.workload.name);
}

/** A name for titles: the id that a person gave it where the name is long. */
export function shortName(bench: WorkloadBench): string {
  const { name, input } = bench.workload;
  return literal(name.length > LONG_NAME && input.id !== undefined ? input.id : name);
}

/** A title about a workload: its short name first, unless the assessment has no other workload. */
export function headed(bench: WorkloadBench, title: string): string {
  return bench.isOnly ? capitalised(title) : `${shortName(bench)}: ${title}`;
}

/** A title about rented hardware: said to be a case where the workload is likelier to run otherwise. */
export function headedIfRented(bench: WorkloadBench, title: string): string {
  if (bench.ownedFit()) return headed(bench, `if rented instead, ${title}`);
  return headedIfHosted(bench, title);
}

/** A title about hardware of any kind: said to be a case where an API is the likelier way. */
export function headedIfHosted(bench: WorkloadBench, title: string): string {
  return headed(bench, bench.likelyHosting() === 'api' ? `if hosted, ${title}` : title);
}

/** `Hosting of note-summary`; `Hosting` where there is no other workload. */
export function labelled(bench: WorkloadBench, label: string): string {
  return bench.isOnly ? label : `${label} of ${shortName(bench)}`;
}

/** `within what was decided `: said of what is best of less than all; empty where neither people nor weights narrowed it. */
export function withinDecisions(bench: WorkloadBench): string {
  const narrowed = [
    ...(bench.decisions.some(({ refused }) => refused === null) ? ['was decided'] : []),
    ...(bench.weighed() ? ['the stated weights choose'] : []),
  ];
  return narrowed.length === 0 ? '' : `within what ${listOf(narrowed)} `;
}

function capitalised(text: string): string {
  // Names of instances and of models are written as their makers write them.
  return /^[a-z]+[ ,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** `a, b and c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A cited count with the words that agree with it: `[[x]] risk stands`. */
export function counted(count: Figure, one: string, many: string): string {
  return `${cite(count)} ${count.value === 1 ? one : many}`;
}

/** `an API price`, `a framework`. */
export function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** A sentence as part of another. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `p5.48xlarge in eu-north-1 (aws)`. */
export function offerName(offer: Offer): string {
  const { instanceType, region, provider } = offer.priced.instance;
  return `${instanceType} in ${region} (${provider})`;
}

/** `GPT-5 mini by OpenAI`, safe in a figure text. */
export function apiName(row: ApiPriceRow): string {
  return literal(`${apiModelName(row)} by ${row.provider}`);
}

/** Places in which an API has to process, as a sentence names them: `the EU`, `DE`. */
export function placesOf(bench: WorkloadBench): string[] {
  return bench
    .apiPlace()
    .map((place) => literal(/^(eu|eea|us|uk)$/i.test(place) ? `the ${place.toUpperCase()}` : place));
}
