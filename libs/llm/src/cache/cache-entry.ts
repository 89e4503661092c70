import { z } from 'zod';

/** Of a tenant, and of one prompt of its. */
export type Generations = readonly [tenant: string, prompt: string];

const entry = z.object({ generations: z.tuple([z.string(), z.string()]), answer: z.unknown() });

export function encodeEntry(generations: Generations, answer: unknown): string {
  return JSON.stringify({ generations, answer });
}

/** The answer, not yet reviewed; undefined when it is of other generations, or no entry at all. */
export function decodeEntry(text: string, [tenant, prompt]: Generations): unknown {
  try {
    const { generations, answer } = entry.parse(JSON.parse(text));
    return generations[0] === tenant && generations[1] === prompt ? answer : undefined;
  } catch {
    return undefined;
  }
}
