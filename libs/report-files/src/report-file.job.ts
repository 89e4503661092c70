import { defineJob } from '@app/queue';
import { z } from 'zod';

/** Somebody should make this report now. The record of the report is in the database. */
export const reportJob = defineJob({
  name: 'reports',
  payload: z.object({ tenantId: z.string().min(1), reportId: z.string().min(1) }),
  // After the last one the sweeper, which reads the record, takes over.
  attempts: 6,
  backoffMs: 500,
});
