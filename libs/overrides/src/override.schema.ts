import type { OverrideFile, OverrideKind } from '@app/catalog';
import { Schema } from 'mongoose';
import type { OverrideSummary } from './override';

/** A file as stored. It stays when it is removed, for the runs that were accepted while it stood. */
export interface OverrideRecord extends Omit<OverrideFile, 'rows' | 'kind'> {
  readonly _id: string;
  readonly tenantId: string;
  readonly kind: OverrideKind;
  readonly rows: OverrideFile['rows'];
  readonly rowCount: number;
  readonly createdAt: Date;
}

/** Which files stand at a version. */
export interface OverrideSetRecord {
  /** `<tenantId>:<version>`. */
  readonly _id: string;
  readonly tenantId: string;
  readonly version: number;
  readonly files: readonly OverrideSummary[];
  readonly createdAt: Date;
}

/** Names under which the models are registered and injected. */
export const OVERRIDE_MODELS = { file: 'CatalogOverride', set: 'CatalogOverrideSet' } as const;

export const overrideSchema = new Schema<OverrideRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    kind: { type: String, required: true },
    name: { type: String, required: true },
    asOf: { type: String, required: true },
    confidence: { type: String, required: true },
    rows: { type: [Schema.Types.Mixed], required: true } as never,
    rowCount: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'catalog_overrides', versionKey: false, minimize: false },
).index({ tenantId: 1, _id: 1 });

const summary = new Schema(
  { id: String, kind: String, name: String, asOf: String, rowCount: Number, createdAt: Date },
  { _id: false, id: false },
);

export const overrideSetSchema = new Schema<OverrideSetRecord>(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    version: { type: Number, required: true },
    files: { type: [summary], required: true } as never,
    createdAt: { type: Date, required: true },
  },
  { collection: 'catalog_override_sets', versionKey: false, minimize: false },
).index({ tenantId: 1, version: -1 }, { unique: true });
