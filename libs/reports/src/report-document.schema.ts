import { Schema } from 'mongoose';

/** A run's report as stored. The tree is kept as its JSON in the bytes that were checked, so that this is what is read. */
export interface ReportDocumentRecord {
  /** The run's id: a run has one report. */
  readonly _id: string;
  readonly tenantId: string;
  readonly runId: string;
  /** The claim of the run under which it was stored. */
  readonly epoch?: number;
  readonly contentHash: string;
  /** The JSON, packed. */
  readonly packed?: Buffer;
  /** The JSON as it is, of reports that an earlier version of the product stored. */
  readonly content?: string;
}

/** The name under which the model is registered and injected. */
export const REPORT_DOCUMENT_MODEL = 'ReportDocument';

export const reportDocumentSchema = new Schema<ReportDocumentRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    runId: { type: String, required: true },
    epoch: { type: Number },
    contentHash: { type: String, required: true },
    packed: { type: Buffer },
    content: { type: String },
  },
  { collection: 'report_documents', versionKey: false },
).index({ tenantId: 1, runId: 1 }, { unique: true });
