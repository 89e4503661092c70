import { z } from 'zod';

const usd = z.number().nullable();

/** What the command line needs of a budget and what is said of it; the rest is handed on as it came. */
export const budgetSchema = z.looseObject({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  totalUsd: z.number(),
  lines: z.array(z.looseObject({ month: z.string() })),
  forecast: z.looseObject({ runId: z.string(), asOf: z.string(), months: z.array(z.unknown()) }).nullable(),
});
export type ShownBudget = z.infer<typeof budgetSchema>;

export const varianceRowSchema = z.looseObject({
  month: z.string(),
  category: z.string().nullable(),
  budgetUsd: usd,
  actualUsd: usd,
  varianceUsd: usd,
  forecastP50Usd: usd,
  forecastP90Usd: usd,
});
export type ShownVarianceRow = z.infer<typeof varianceRowSchema>;

export const alertSchema = z.looseObject({
  severity: z.string(),
  message: z.string(),
  acknowledgement: z.unknown(),
});
export type ShownAlert = z.infer<typeof alertSchema>;

export const actualsSchema = z.looseObject({
  outcome: z.string(),
  rows: z.number(),
  problems: z.array(z.looseObject({ pointer: z.string(), detail: z.string() })),
});
