import { z } from 'zod';

const step = z.looseObject({
  name: z.string(),
  role: z.string(),
  quorum: z.number(),
  approvals: z.number(),
  state: z.string(),
  deadline: z.string().nullable(),
});
const entry = z.looseObject({
  at: z.string(),
  by: z.string(),
  as: z.string(),
  onBehalfOf: z.string().nullable(),
  step: z.string(),
  decision: z.string(),
  comment: z.string().nullable(),
  delegateTo: z.string().nullable(),
});

/** What the command line needs of an approval; the rest is handed on as it came. */
export const approvalSchema = z.looseObject({
  id: z.string(),
  state: z.string(),
  subjectKey: z.string(),
  contentHash: z.string(),
  stale: z.boolean(),
  workflowId: z.string(),
  workflowVersion: z.number(),
  steps: z.array(step),
  waitingFor: z.array(z.string()),
  by: z.string(),
  note: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  version: z.number(),
  entries: z.array(entry),
});
export type ShownApproval = z.infer<typeof approvalSchema>;

export const workflowSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  steps: z.array(z.looseObject({ name: z.string(), role: z.string(), quorum: z.number() })),
  members: z.array(z.looseObject({ person: z.string() })),
});
export type ShownWorkflow = z.infer<typeof workflowSchema>;
