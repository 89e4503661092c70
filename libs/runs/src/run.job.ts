import { defineJob } from '@app/queue';
import { z } from 'zod';

/** Somebody should work on this run now. The record of the run is in the database. */
export const runJob = defineJob({
  name: 'runs',
  payload: z.object({ tenantId: z.string().min(1), runId: z.string().min(1) }),
  attempts: 10,
  backoffMs: 250,
});
