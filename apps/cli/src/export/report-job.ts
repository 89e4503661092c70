import { z } from 'zod';

/** The part of a report's job that the command line needs. */
export const reportJobSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'rendering', 'completed', 'failed', 'cancelled']),
  problems: z.array(z.object({ code: z.string(), message: z.string(), where: z.string().optional() })),
  file: z.object({ name: z.string(), bytes: z.number(), sha256: z.string() }).nullable(),
});
export type ReportJob = z.infer<typeof reportJobSchema>;

const choicesSchema = z.array(z.string()).min(1);

/** The parts of the OpenAPI document that say which formats a server makes, and which of them it shows at once. */
export const formatsSchema = z
  .object({
    components: z.object({
      schemas: z.object({
        StartReportDto: z.object({ properties: z.object({ format: z.object({ enum: choicesSchema }) }) }),
      }),
    }),
    paths: z.object({
      '/v1/runs/{id}/report': z.object({
        get: z.object({
          parameters: z.array(
            z.object({ name: z.string(), schema: z.object({ enum: choicesSchema.optional() }).optional() }),
          ),
        }),
      }),
    }),
  })
  .transform(({ components, paths }) => ({
    made: components.schemas.StartReportDto.properties.format.enum,
    shown:
      paths['/v1/runs/{id}/report'].get.parameters.find(({ name }) => name === 'format')?.schema?.enum ?? [],
  }));

/** The formats of a server: all that it makes, and those that it gives without a job. */
export type ServerFormats = z.infer<typeof formatsSchema>;
