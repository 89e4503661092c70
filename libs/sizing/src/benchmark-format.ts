import type { KvPrecision, Precision } from './serving';

export interface BenchmarkFormat {
  readonly weights: Precision;
  readonly kv: KvPrecision;
}

/** Words for the weights' format, most telling first. */
const WEIGHTS: ReadonlyArray<readonly [RegExp, Precision]> = [
  [/nvfp4|mxfp4|\bfp4|w4a8|w4a4/, 'fp4'],
  [/int4|awq|gptq|w4a16|\b4-?bit|\bq4|nf4/, 'int4'],
  [/fp8|e4m3|f8\b|mxfp8/, 'fp8'],
  [/int8|w8a16|w8a8|smoothquant|\b8-?bit|\bq8/, 'int8'],
  [/bf16|bfloat16/, 'bf16'],
  [/fp16|float16|\bhalf\b|\b16-?bit|\bf16/, 'fp16'],
];

/**
 * How an engine stored weights and cache, from the words of a row; null for a format that is not known. Engines that
 * compute in 8 or 4 bits keep the cache in 8 bits; others, and those that only store weights so, keep it in 16.
 */
export function benchmarkFormat(precision: string): BenchmarkFormat | null {
  const words = precision
    .toLowerCase()
    .replaceAll(/\b(bf|fp|int|mxfp|nvfp)[-_ ](?=\d)/g, '$1')
    .replaceAll(/\bfloat(?=8|4)/g, 'fp')
    .replaceAll(/\ba(\d+)w(\d+)\b/g, 'w$2a$1');
  const cache = /(fp8|int8|8-?bit)\s*(kv|cache)|kv\W*(cache)?\W*(fp8|int8|8)/.test(words);
  const full = /(fp16|bf16|16-?bit)\s*(kv|cache)|kv\W*(cache)?\W*(fp16|bf16|16)/.test(words);
  const own = words
    .replaceAll(/(\+|,|;|\/|with)?\s*\w+\s*(kv|cache)\b.*|(\+|,|;|\/|with)?\s*kv.*/g, '')
    .trim();
  const weights = WEIGHTS.find(([pattern]) => pattern.test(own === '' ? words : own))?.[1];
  if (weights === undefined || isTwoFormats(own === '' ? words : own)) return null;
  const narrow = cache || (!full && (weights === 'fp8' || (weights === 'fp4' && !/16/.test(own))));
  return { weights, kv: narrow ? 'fp8' : 'fp16' };
}

/** Whether 16 bits stand beside fewer without a word on which of them the weights have. */
function isTwoFormats(words: string): boolean {
  return (
    /(bf16|fp16|float16|half)/.test(words) &&
    /fp8|fp4|int8|int4|awq|gptq/.test(words) &&
    !/weight|w\d/.test(words)
  );
}
