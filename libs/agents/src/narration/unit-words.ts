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
