import { z } from 'zod';

const rows = z.array(z.record(z.string(), z.string())).default([]);

/** What the command line needs of a run's compliance; the rest is handed on as it came. */
export const runComplianceSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  summary: z.string().nullable(),
  frameworks: rows,
  controls: rows,
  gaps: rows,
  roadmap: rows,
  figures: z
    .array(
      z.looseObject({
        id: z.string(),
        value: z.number().nullable(),
        unit: z.string(),
        low: z.number().nullish(),
        high: z.number().nullish(),
      }),
    )
    .default([]),
});

export type RunCompliance = z.infer<typeof runComplianceSchema>;
