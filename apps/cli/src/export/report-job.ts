import { z } from 'zod';

/** The part of a report's job that the command line needs. */
export const reportJobSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'rendering', 'completed', 'failed', 'cancelled']),
  problems: z.array(z.object({ code: z.string(), message: z.string(), where: z.string().optional() })),
  file: z.object({ name: z.string(), bytes: z.number(), sha256: z.string() }).nullable(),
});
export type ReportJob = z.infer<typeof reportJobSchema>;

/** The part of the OpenAPI document that says which formats a server makes. */
export const formatsSchema = z
  .object({
    components: z.object({
      schemas: z.object({
        StartReportDto: z.object({
          properties: z.object({ format: z.object({ enum: z.array(z.string()).min(1) }) }),
        }),
      }),
    }),
  })
  .transform(({ components }) => components.schemas.StartReportDto.properties.format.enum);
