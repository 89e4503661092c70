import { Schema } from 'mongoose';

/** The reports of an assessment are to go: kept until they are gone. */
export interface ReportRemovalRecord {
  readonly _id: string;
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly askedAt: Date;
}

export const REPORT_REMOVAL_MODEL = 'ReportRemoval';

export const reportRemovalSchema = new Schema<ReportRemovalRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    assessmentId: { type: String, required: true },
    askedAt: { type: Date, required: true },
  },
  { collection: 'reportRemovals', versionKey: false },
);

// What is left to do, oldest first.
reportRemovalSchema.index({ askedAt: 1 });
