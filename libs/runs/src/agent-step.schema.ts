import { Schema } from 'mongoose';
import type { AgentStep } from './run';

export interface AgentStepRecord extends AgentStep {
  /** `<runId>:<agent>` */
  readonly _id: string;
}

export const AGENT_STEP_MODEL = 'AgentStep';

const attempt = new Schema(
  { number: Number, startedAt: Date, endedAt: Date, outcome: String, error: String, backoffMs: Number },
  { _id: false },
);

export const agentStepSchema = new Schema<AgentStepRecord>(
  {
    _id: { type: String, required: true },
    runId: { type: String, required: true },
    tenantId: { type: String, required: true },
    agent: { type: String, required: true },
    status: { type: String, enum: ['pending', 'running', 'succeeded', 'failed'], required: true },
    epoch: { type: Number, required: true },
    basis: { type: String, required: true },
    attempts: { type: [attempt], required: true },
    carriedFrom: { type: String, default: null },
    output: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'agent_steps', versionKey: false, minimize: false },
);

agentStepSchema.index({ tenantId: 1, runId: 1, agent: 1 }, { unique: true });
