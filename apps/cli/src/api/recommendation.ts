import { z } from 'zod';

const recommendationSchema = z.object({
  rank: z.number(),
  key: z.string(),
  title: z.string(),
  /** The title with its figures printed. */
  headline: z.string().optional(),
  severity: z.string(),
  implementation: z.object({ effort: z.string() }).optional(),
  agents: z.array(z.string()).catch([]),
});

/** What the command line shows of a recommendation; the rest is handed on as it came. */
export type Recommendation = z.infer<typeof recommendationSchema>;

export const recommendationsSchema = z
  .object({ items: z.array(recommendationSchema.loose()) })
  .transform(({ items }) => items);
