import { Schema } from 'mongoose';
import type { ReportFile, ReportState } from './report-file';
import { ENDED_REPORT_STATES, LIVE_REPORT_STATES, REPORT_STATES } from './report-file';

/** A report as stored; `claims` counts how often a worker took it since somebody last asked for it. */
export interface ReportFileRecord extends Omit<ReportFile, 'id' | 'phases'> {
  readonly _id: string;
  readonly claims: number;
  /** Last sign of life, by the database's clock. */
  readonly touchedAt: Date;
  readonly history: ReadonlyArray<{ readonly state: ReportState; readonly at: Date }>;
}

export const REPORT_FILE_MODEL = 'ReportFile';

const stateChange = new Schema({ state: String, at: Date }, { _id: false });
const problem = new Schema({ code: String, message: String, where: String }, { _id: false });
const published = new Schema({ key: String, bytes: Number, sha256: String }, { _id: false });

export const reportFileSchema = new Schema<ReportFileRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    runId: { type: String, required: true },
    assessmentId: { type: String, default: null },
    recipe: { type: String, required: true },
    sourceHash: { type: String, required: true },
    template: { type: String, required: true },
    format: { type: String, required: true },
    language: { type: String, required: true },
    brandingVersion: { type: Number, required: true },
    fileName: { type: String, required: true },
    state: { type: String, enum: REPORT_STATES, required: true },
    epoch: { type: Number, required: true },
    claims: { type: Number, required: true },
    history: { type: [stateChange], required: true },
    problems: { type: [problem], required: true },
    file: { type: published, default: null },
    correlationId: { type: String, required: true },
    createdAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    touchedAt: { type: Date, required: true },
  },
  { collection: 'reportFiles', versionKey: false, minimize: false },
);

// The same report is made once.
reportFileSchema.index({ tenantId: 1, recipe: 1 }, { unique: true });
// Lists: of a run, newest first by id.
reportFileSchema.index({ tenantId: 1, runId: 1, _id: -1 });
// What goes with an assessment.
reportFileSchema.index({ tenantId: 1, assessmentId: 1 });
// The sweeper: what should be in work, by its last sign of life.
reportFileSchema.index(
  { state: 1, touchedAt: 1 },
  { partialFilterExpression: { state: { $in: [...LIVE_REPORT_STATES] } } },
);
// Retention: what ended long ago, oldest first.
reportFileSchema.index(
  { endedAt: 1 },
  { partialFilterExpression: { state: { $in: [...ENDED_REPORT_STATES] } } },
);
