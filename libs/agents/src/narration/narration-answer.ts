import { z } from 'zod';

/** What a model answers: the same findings in its words, and the order in which it would tell them. */
export const narrationAnswer = z.object({
  summary: z.string().min(1).max(4_000),
  statements: z.array(z.object({ id: z.string().max(300), text: z.string().min(1).max(4_000) })).max(60),
  priorities: z.array(z.string().max(300)).max(60),
});

export type NarrationAnswer = z.infer<typeof narrationAnswer>;
