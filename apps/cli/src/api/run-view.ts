import { z } from 'zod';

const problemSchema = z.looseObject({
  code: z.string(),
  message: z.string(),
  pointer: z.string().optional(),
  agent: z.string().optional(),
});

const agentSchema = z.looseObject({
  agent: z.string(),
  status: z.enum(['pending', 'running', 'succeeded', 'failed', 'stopped']),
  /** How often it was tried. */
  attempts: z.number(),
  durationMs: z.number().nullish(),
  error: z.string().nullish(),
  carriedFrom: z.string().nullish(),
  /** `worded`, or why no model worded it; null where none was to. A server from before does not say. */
  wording: z.string().nullish(),
});

/**
 * What the command line needs of a run; the API says more, and may say more in later versions:
 * what is not named here is kept as it came.
 */
export const runViewSchema = z.looseObject({
  id: z.string(),
  assessmentId: z.string().optional(),
  assessmentName: z.string().optional(),
  state: z.string(),
  progress: z.object({ percent: z.number(), step: z.string() }).optional(),
  agents: z.array(agentSchema).default([]),
  problems: z.array(problemSchema).default([]),
  missingAgents: z.array(z.string()).default([]),
  timing: z
    .object({
      wallMs: z.number().nullish(),
      agentSpanMs: z.number().nullish(),
      speedUp: z.number().nullish(),
    })
    .default({}),
  /** What language models cost; a server from before there were any does not say. */
  spending: z
    .object({ calls: z.number(), tokens: z.number(), usd: z.number(), limitUsd: z.number() })
    .optional(),
});

export type RunView = z.infer<typeof runViewSchema>;
export type AgentView = RunView['agents'][number];

/** States that a run never leaves. */
const FINAL = ['completed', 'partial', 'failed', 'cancelled'];

export function hasEnded(state: string): boolean {
  return FINAL.includes(state);
}
