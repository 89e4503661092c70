import { Schema } from 'mongoose';
import type { Branding } from '../presentation';

/** The branding of a tenant at its newest version. One that was taken away keeps its number. */
export interface BrandingRecord {
  /** The tenant's id: a tenant has one. */
  readonly _id: string;
  readonly tenantId: string;
  /** Grows with every change, a removal included. */
  readonly version: number;
  readonly branding: Branding | null;
  readonly by: string;
  readonly updatedAt: Date;
}

/** The name under which the model is registered and injected. */
export const BRANDING_MODEL = 'Branding';

export const brandingSchema = new Schema<BrandingRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    version: { type: Number, required: true },
    branding: { type: Schema.Types.Mixed, default: null },
    by: { type: String, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'report_brandings', versionKey: false },
).index({ tenantId: 1 }, { unique: true });
