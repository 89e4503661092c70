import { z } from 'zod';
import type { TokenUsage } from '../chain/token-price';

const count = z.number().int().min(0);
const detail = z.object({ cached_tokens: count.nullish() }).nullish();

const openAi = z
  .object({ prompt_tokens: count, completion_tokens: count, prompt_tokens_details: detail })
  .transform((usage) => ({
    input: usage.prompt_tokens,
    cachedInput: usage.prompt_tokens_details?.cached_tokens ?? 0,
    cacheWrites: null,
    output: usage.completion_tokens,
  }));

/** Anthropic counts what came from its cache and went into it apart. */
const anthropic = z
  .object({
    input_tokens: count,
    output_tokens: count,
    cache_read_input_tokens: count.nullish(),
    cache_creation_input_tokens: count.nullish(),
  })
  .transform((usage) => {
    const cachedInput = usage.cache_read_input_tokens ?? 0;
    const cacheWrites = usage.cache_creation_input_tokens ?? 0;
    const input = usage.input_tokens + cachedInput + cacheWrites;
    return { input, cachedInput, cacheWrites, output: usage.output_tokens };
  });

const ollama = z
  .object({ done: z.literal(true), prompt_eval_count: count.optional(), eval_count: count })
  // A prompt that it still has in memory is not counted again.
  .transform((end) => ({
    input: end.prompt_eval_count ?? 0,
    cachedInput: 0,
    cacheWrites: 0,
    output: end.eval_count,
  }));

const body = z.union([
  z.object({ usage: openAi }).transform((answer) => answer.usage),
  z.object({ usage: anthropic }).transform((answer) => answer.usage),
  ollama,
]);

/** What an answer says it used up; null where it says nothing that can be believed. */
export function usageIn(parts: readonly unknown[]): TokenUsage | null {
  const read = body.safeParse(parts.at(-1));
  return read.success ? read.data : null;
}

/** The JSON values of a body: one, or one a line where the provider streams; null where it is no JSON. */
export function jsonParts(text: string): readonly unknown[] | null {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    // Then it is one a line, or broken.
  }
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.length === 0 ? null : lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    return null;
  }
}
