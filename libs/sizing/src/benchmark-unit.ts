/** Names of one accelerator, as units have them: tokens/s/GPU, tokens/s per H100, B200 hours. */
const CHIP =
  /\b(gpu|chip|device|accelerator|card|tpu|hpu|npu|gaudi\s?\d?|(?:a|b|gb|gh|h|l|mi|t|v)\d{1,4}[a-z]?)s?(?=$|[^a-z0-9])/g;

/** All words that a unit may be made of. One with any other word is refused, not half understood. */
const VOCABULARY = new Set(
  `tok toks token tokens tps ktok ktoks ktoken ktokens mtok mtoks mtoken mtokens per and in out to of the a
  s sec secs second seconds min mins minute minutes h hr hrs hour hours day days ms msec millisecond milliseconds us microsecond microseconds
  output generated generation decode decoding decoded new completion input prompt prompts prefill total all processed combined
  req reqs request requests rps qps query queries sample samples sequence sequences seq seqs inference inferences
  text texts sentence sentences passage passages document documents embedding embeddings
  user users stream streams gpu gpuh first ttft time latency itl inter tpot end e2e step throughput rate speed
  mean avg average median p50 aggregate aggregated system overall group whole completed successful
  training train flop flops tflop tflops pflop pflops mfu model utilization utilisation % peak
  k m thousand million`.split(/\s+/),
);

const SECONDS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^us$|^micro/, 1e-6],
  [/^ms|^milli/, 1e-3],
  [/^s/, 1],
  [/^min/, 60],
  [/^h/, 3600],
  [/^d/, 86_400],
];

const TIME = '(us|microseconds?|ms|msec|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?)';
const PER_TIME = new RegExp(`(?:/|\\bper\\b)\\s*(?:gpu[- ]?)?${TIME}(?![a-z])`);
const A_TIME = new RegExp(`(?<!/\\s*|\\bper\\s+|\\bper\\s+gpu[- ]?|[a-z])${TIME}(?![a-z])`);

/** A unit taken apart. */
export interface UnitWords {
  /** Lower case, every name of an accelerator written gpu. */
  readonly words: string;
  readonly perAccelerator: boolean;
  /** Thousands or millions: a plain number times this is in the unit. */
  readonly thousands: number;
  /** Seconds of the time that a rate is stated for; null when it is no rate. */
  readonly perSeconds: number | null;
  /** Seconds of the time that is measured; null when none is. */
  readonly seconds: number | null;
}

/** The words of a unit; null when it holds one that is not known. */
export function unitWords(unit: string): UnitWords | null {
  const words = unit
    .trim()
    .toLowerCase()
    .replaceAll(/[µμ]s\b/g, 'us')
    .replaceAll(/\b\d+\s?gb\b/g, '')
    .replaceAll(CHIP, 'gpu');
  const all = words.split(/[^a-z0-9%$€]+/).filter((word) => word !== '');
  if (all.length === 0 || all.some((word) => !VOCABULARY.has(word))) return null;
  const per = PER_TIME.exec(words)?.[1];
  const time = A_TIME.exec(words)?.[1];
  const unsaid = /\b(m?k?tps|qps|rps|throughput)\b/.test(words) ? 1 : null;
  return {
    words,
    perAccelerator: /(\/\s?|\bper )gpu\b/.test(words),
    thousands: thousandsOf(words),
    perSeconds: per === undefined ? (time === undefined ? unsaid : null) : secondsOf(per),
    seconds: time === undefined ? null : secondsOf(time),
  };
}

function secondsOf(time: string): number {
  return SECONDS.find(([pattern]) => pattern.test(time))?.[1] ?? 1;
}

function thousandsOf(words: string): number {
  if (/\b(k|thousand)\b|\bk(?=tok)/.test(words)) return 1e-3;
  return /\b(m|million)\b|\bm(?=tok)/.test(words) ? 1e-6 : 1;
}
