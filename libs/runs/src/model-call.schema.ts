import { Schema } from 'mongoose';
import type { RunModelCall } from './model-call';

export interface ModelCallRecord extends Omit<RunModelCall, 'id'> {
  readonly _id: string;
}

export const MODEL_CALL_MODEL = 'ModelCall';

const prompt = new Schema({ id: String, version: Number }, { _id: false });

export const modelCallSchema = new Schema<ModelCallRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    runId: { type: String, required: true },
    agent: { type: String, required: true },
    epoch: { type: Number, required: true },
    provider: { type: String, required: true },
    model: { type: String, required: true },
    prompt: { type: prompt, required: true },
    startedAt: { type: Date, required: true },
    durationMs: { type: Number, required: true },
    outcome: { type: String, required: true },
    inputTokens: { type: Number, default: null },
    outputTokens: { type: Number, default: null },
    microUsd: { type: Number, default: null },
  },
  { collection: 'model_calls', versionKey: false },
);

// The calls of a run in the order in which they were stored, and how many there are.
modelCallSchema.index({ tenantId: 1, runId: 1, _id: 1 });
// Statistics: what was asked within a time.
modelCallSchema.index({ tenantId: 1, startedAt: 1 });
