import type { TextToken } from './text-tokens';
import { wordsOf } from './text-tokens';

const UNITS = new Set(
  `$ € £ ¥ % ‰ ° × x * ~ ≈ < > ≤ ≥ = + - − ± # k m b bn mn g t kk mio usd eur gbp chf jpy us$ dollar dollars euro euros
  pound pounds cent cents percent percentage pct gib gb tib tb mib mb kib kb pb gigabyte gigabytes terabyte terabytes
  megabytes bytes ms s sec secs second seconds millisecond milliseconds microseconds minute minutes min hour hours hr hrs
  h day days week weeks month months year years token tokens kwh mwh kw mw w watt watts kg g tonne tonnes ton tons co2e
  flop flops tflops qps rps hz ghz times fold minus plus negative`.split(/\s+/),
);

/** Whether a word or sign states a unit, a currency, a factor or a sign of a number. */
export function isUnitWord(norm: string): boolean {
  return UNITS.has(norm) || /^\p{Sc}/u.test(norm);
}

const RATE = /^(?:(?:half-)?hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?)$/;
const TIME_OR_MONEY =
  /^(?:(?:milli|micro|nano)?seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|euros?|dollars?|pounds?|francs?|yen|cents?|(?:kilo|mega|giga|tera)bytes?|tonnes?|tons?|kilograms?|grams?)$/;

/**
 * Units of time, money and size, in words anywhere in a text, that neither the given text nor a label of a cited figure
 * has: `[[cost]] daily`, `counted in hours`. A figure prints its own unit, and another one beside it makes it another.
 */
export function foreignUnits(
  text: readonly TextToken[],
  source: readonly TextToken[],
  labels: readonly TextToken[],
): string[] {
  const singular = (norm: string): string => norm.replace(/s$/, '');
  const known = new Set([...wordsOf(source), ...wordsOf(labels)].map(({ norm }) => singular(norm)));
  return wordsOf(text)
    .filter(({ norm }) => (RATE.test(norm) || TIME_OR_MONEY.test(norm)) && !known.has(singular(norm)))
    .map(({ text: word }) => `"${word}" is a unit that the given text does not have`);
}
