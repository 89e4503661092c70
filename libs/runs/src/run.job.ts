import { defineJob } from '@app/queue';
import { z } from 'zod';

/** Somebody should work on this run now. The record of the run is in the database. */
export const runJob = defineJob({
  name: 'runs',
  payload: z.object({ tenantId: z.string().min(1), runId: z.string().min(1) }),
  // Few, so that the longest wait is short: after the last one the sweeper, which reads the record, takes over.
  attempts: 6,
  backoffMs: 250,
});
