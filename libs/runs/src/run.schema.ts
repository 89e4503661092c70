import { Schema } from 'mongoose';
import type { Run } from './run';
import type { RunOutcome } from './run-outcome';
import { RUN_STATES, isTerminal } from './run-state';
import type { RunState } from './run-state';

/** A run document; `claims` counts how often a worker took it, so that a run that kills workers ends. */
export interface RunRecord extends Omit<Run, 'id' | 'phases'> {
  readonly _id: string;
  readonly claims: number;
  /** Last sign of life: of the client that queued it, then of the worker that has it. */
  readonly touchedAt: Date;
  readonly history: readonly StateChange[];
  /** Who took the run out of the queue for the first time: an id of that one claim. */
  readonly begunBy?: string;
  /** Of a run that ended with a result. */
  readonly outcome?: RunOutcome;
}

/** The moment at which a run came into a state. */
export interface StateChange {
  readonly state: RunState;
  readonly at: Date;
}

export const RUN_MODEL = 'Run';

const stateChange = new Schema({ state: String, at: Date }, { _id: false });
const usage = new Schema({ cpuMs: Number, country: String }, { _id: false });
const problem = new Schema({ code: String, message: String, pointer: String, agent: String }, { _id: false });

export const runSchema = new Schema<RunRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    assessmentId: { type: String, required: true },
    assessmentVersion: { type: Number, required: true },
    assessmentName: { type: String, required: true },
    state: { type: String, enum: RUN_STATES, required: true },
    epoch: { type: Number, required: true },
    claims: { type: Number, required: true },
    options: { type: Schema.Types.Mixed, required: true },
    overridesVersion: Number,
    history: { type: [stateChange], required: true },
    problems: { type: [problem], required: true },
    missingAgents: { type: [String], required: true },
    spending: { type: Schema.Types.Mixed, required: true },
    decisions: { type: [Schema.Types.Mixed], default: undefined },
    usage: { type: usage, required: false },
    retryOf: { type: String, default: null },
    correlationId: { type: String, required: true },
    createdAt: { type: Date, required: true },
    startedAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
    touchedAt: { type: Date, required: true },
    begunBy: String,
    outcome: Schema.Types.Mixed,
  },
  { collection: 'runs', versionKey: false, minimize: false },
);

// Lists: all runs of a tenant, of one state, of one assessment; newest first by id.
runSchema.index({ tenantId: 1, _id: -1 });
runSchema.index({ tenantId: 1, state: 1, _id: -1 });
runSchema.index({ tenantId: 1, assessmentId: 1, _id: -1 });
// Statistics: what ended within a time.
runSchema.index({ tenantId: 1, endedAt: 1 });
// The sweeper and the state gauge: live runs by their last sign of life.
runSchema.index(
  { state: 1, touchedAt: 1 },
  { partialFilterExpression: { state: { $in: RUN_STATES.filter((state) => !isTerminal(state)) } } },
);
