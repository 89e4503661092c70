import { z } from 'zod';

/** What travels through Redis: the payload, and who asked for it, so that logs and traces join up. */
export const jobEnvelopeSchema = z.object({
  payload: z.unknown(),
  correlationId: z.string(),
  tenantId: z.string(),
  trace: z.record(z.string(), z.string()),
});

export type JobEnvelope = z.infer<typeof jobEnvelopeSchema>;
