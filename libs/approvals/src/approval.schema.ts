import { Schema } from 'mongoose';
import type { Approval } from './approval';
import { APPROVAL_STATES } from './approval';
import type { ApprovalWorkflow } from './approval-workflow';

export interface ApprovalRecord extends Omit<Approval, 'id'> {
  readonly _id: string;
  readonly subjectKey: string;
  /** Whether what follows from it was done: false from the moment in which it was approved until then. */
  readonly isFollowed: boolean;
}

/** The version of a workflow that stands; those before are in a collection of their own. */
export interface ApprovalWorkflowRecord extends Omit<ApprovalWorkflow, 'id'> {
  /** `<tenantId>:<workflowId>`, of an older version with `:<version>` behind it. */
  readonly _id: string;
  readonly workflowId: string;
}

/** Names under which the models are registered and injected. */
export const APPROVAL_MODELS = {
  approval: 'Approval',
  workflow: 'ApprovalWorkflow',
  workflowVersion: 'ApprovalWorkflowVersion',
} as const;

const entry = new Schema(
  {
    at: Date,
    by: String,
    as: String,
    onBehalfOf: { type: String, default: null },
    step: String,
    decision: String,
    comment: { type: String, default: null },
    delegateTo: { type: String, default: null },
  },
  { _id: false },
);

export const approvalSchema = new Schema<ApprovalRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    workflowId: { type: String, required: true },
    workflowVersion: { type: Number, required: true },
    steps: { type: [Schema.Types.Mixed], required: true },
    members: { type: [Schema.Types.Mixed], required: true },
    subject: { type: Schema.Types.Mixed, required: true },
    subjectKey: { type: String, required: true },
    contentHash: { type: String, required: true },
    state: { type: String, enum: APPROVAL_STATES, required: true },
    stepIndex: { type: Number, required: true },
    stepStartedAt: { type: Date, required: true },
    stepDeadline: { type: Date, required: true },
    by: { type: String, required: true },
    note: { type: String, default: null },
    createdAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    version: { type: Number, required: true },
    waitingFor: { type: [String], required: true },
    isFollowed: { type: Boolean, required: true },
    entries: { type: [entry], required: true },
  },
  { collection: 'approvals', versionKey: false, minimize: false },
)
  // Lists of a tenant, newest first, all or by each filter.
  .index({ tenantId: 1, _id: -1 })
  .index({ tenantId: 1, state: 1, _id: -1 })
  .index({ tenantId: 1, subjectKey: 1, _id: -1 })
  .index({ tenantId: 1, waitingFor: 1, _id: -1 })
  // What has run out, of one tenant or all.
  .index({ state: 1, stepDeadline: 1 })
  // What was approved and not yet followed.
  .index({ isFollowed: 1 });

const workflow = {
  _id: { type: String, required: true },
  tenantId: { type: String, required: true },
  workflowId: { type: String, required: true },
  version: { type: Number, required: true },
  name: { type: String, required: true },
  steps: { type: [Schema.Types.Mixed], required: true },
  members: { type: [Schema.Types.Mixed], required: true },
  updatedAt: { type: Date, required: true },
};

export const approvalWorkflowSchema = new Schema<ApprovalWorkflowRecord>(workflow, {
  collection: 'approval_workflows',
  versionKey: false,
  minimize: false,
}).index({ tenantId: 1, workflowId: 1 }, { unique: true });

export const approvalWorkflowVersionSchema = new Schema<ApprovalWorkflowRecord>(workflow, {
  collection: 'approval_workflow_versions',
  versionKey: false,
  minimize: false,
}).index({ tenantId: 1, workflowId: 1, version: 1 }, { unique: true });
