import { z } from 'zod';

const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  pointer: z.string().optional(),
  agent: z.string().optional(),
});

const attemptSchema = z.object({ number: z.number(), error: z.string().nullish() });

const agentSchema = z.object({
  agent: z.string(),
  name: z.string().optional(),
  status: z.enum(['pending', 'running', 'succeeded', 'failed']),
  attempts: z.array(attemptSchema).catch([]),
  durationMs: z.number().nullish(),
  error: z.string().nullish(),
  carriedFrom: z.string().nullish(),
});

/** What the command line needs of a run; the API says more, and may say more in later versions. */
export const runViewSchema = z.object({
  id: z.string(),
  assessmentId: z.string().optional(),
  assessmentName: z.string().optional(),
  state: z.string(),
  progress: z.object({ percent: z.number(), step: z.string() }).optional(),
  agents: z.array(agentSchema).catch([]),
  problems: z.array(problemSchema).catch([]),
  missingAgents: z.array(z.string()).catch([]),
  timing: z
    .object({
      wallMs: z.number().nullish(),
      agentSpanMs: z.number().nullish(),
      speedUp: z.number().nullish(),
    })
    .catch({}),
});

export type RunView = z.infer<typeof runViewSchema>;
export type AgentView = RunView['agents'][number];

/** States that a run never leaves. */
const FINAL = ['completed', 'partial', 'failed', 'cancelled'];

export function hasEnded(state: string): boolean {
  return FINAL.includes(state);
}
