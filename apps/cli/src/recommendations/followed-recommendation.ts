import { z } from 'zod';

const days = z.looseObject({ low: z.number().nullish(), high: z.number().nullish() });

/** A recommendation with what became of it, as far as the command line shows it; the rest is handed on as it came. */
export const followedSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  headline: z.string().optional(),
  severity: z.string(),
  status: z.string(),
  nextStatuses: z.array(z.string()).catch([]),
  owner: z.string().nullish(),
  dueDate: z.string().nullish(),
  overdue: z.boolean().catch(false),
  current: z.boolean().catch(true),
  saving: z.looseObject({ usdPerMonth: z.number() }).nullish(),
  version: z.number().nullish(),
  implementation: z.looseObject({ effort: z.string(), personDays: days.optional() }).optional(),
});

export type FollowedRecommendation = z.infer<typeof followedSchema>;

export const followedPageSchema = z.object({
  items: z.array(followedSchema),
  nextCursor: z.string().nullish(),
});

/** What a change answers with. */
export const decidedSchema = z.looseObject({ id: z.string(), status: z.string() });

export const deploymentSchema = z.looseObject({
  files: z.array(z.object({ path: z.string(), content: z.string() })),
  open: z.array(z.object({ file: z.string(), name: z.string(), why: z.string() })).catch([]),
  notes: z.array(z.string()).catch([]),
});
