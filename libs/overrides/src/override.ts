import type { OverrideFile, OverrideKind } from '@app/catalog';

/** What is known of a stored file without reading its rows. */
export interface OverrideSummary {
  readonly id: string;
  readonly kind: OverrideKind;
  /** Unique among the files that stand: a file of the same name takes the place of the one before. */
  readonly name: string;
  /** ISO date. */
  readonly asOf: string;
  readonly rowCount: number;
  readonly createdAt: Date;
}

/** The files of a tenant that stand at a version, in the order in which they came. Never changed once written. */
export interface OverrideSet {
  readonly tenantId: string;
  /** Counts the changes; 0, which is not stored, is before the first. */
  readonly version: number;
  readonly files: readonly OverrideSummary[];
}

/** A stored file with its rows. Never changed once written. */
export interface StoredOverride extends OverrideSummary {
  readonly tenantId: string;
  readonly file: OverrideFile;
}
