import { OVERRIDE_KINDS, type OverrideKind, type ReadOverrides, type RowProblem } from '@app/catalog';
import type { OverrideChange, OverrideSet, OverrideSummary, StoredOverride } from '@app/overrides';
import { ApiProperty } from '@nestjs/swagger';

/** A file of one's own as it is listed. */
export class OverrideFileView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  id: string;

  @ApiProperty({ enum: OVERRIDE_KINDS })
  kind: OverrideKind;

  @ApiProperty({ example: 'Enterprise agreement 2026' })
  name: string;

  @ApiProperty({ description: 'The day its rows are of', example: '2026-10-01' })
  asOf: string;

  @ApiProperty({ example: 12 })
  rowCount: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ example: { self: '/v1/catalog/overrides/01KA4RZ2V9J5Q6M7N8P9R0S1T2' } })
  links: Readonly<Record<'self', string>>;
}

/** One file with its rows. */
export class OverrideRowsView extends OverrideFileView {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  rows: readonly object[];
}

/** The files that stand at a version: at most fifty, so they are one page. */
export class OverrideListView {
  @ApiProperty({
    description: 'Counts the changes; a run keeps to the version it was accepted with',
    example: 3,
  })
  version: number;

  @ApiProperty({
    type: OverrideFileView,
    isArray: true,
    description: 'A later one stands before an earlier one',
  })
  items: OverrideFileView[];
}

/** What is wrong with one field of one row. */
export class OverrideProblemView {
  @ApiProperty({ description: 'Counts from 1; 0 is the file as a whole', example: 2 })
  row: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Line of the CSV, counted from 1', example: 3 })
  line: number | null;

  @ApiProperty({ example: 'p5.48xlarge (#2)' })
  id: string;

  @ApiProperty({ example: 'onDemandUSDPerHour' })
  field: string;

  @ApiProperty({ example: 'a number above 0' })
  expected: string;

  @ApiProperty({ example: '-3' })
  got: string;
}

/** What an upload came to. */
export class OverrideOutcomeView {
  @ApiProperty({ enum: ['stored', 'dry-run'] })
  outcome: 'stored' | 'dry-run';

  @ApiProperty({ description: 'Whether it was stored, or could be' })
  valid: boolean;

  @ApiProperty({ enum: OVERRIDE_KINDS, nullable: true, description: 'null where it could not be told' })
  kind: OverrideKind | null;

  @ApiProperty({ description: 'Rows that were read', example: 12 })
  rowCount: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The version from which on it stands',
    example: 4,
  })
  version: number | null;

  @ApiProperty({ type: OverrideFileView, nullable: true, description: 'null on a dry run' })
  file: OverrideFileView | null;

  @ApiProperty({ type: OverrideProblemView, isArray: true })
  problems: OverrideProblemView[];
}

export function toOverrideFileView(one: OverrideSummary): OverrideFileView {
  const { id, kind, name, asOf, rowCount, createdAt } = one;
  const self = `/v1/catalog/overrides/${id}`;
  return { id, kind, name, asOf, rowCount, createdAt: createdAt.toISOString(), links: { self } };
}

export function toOverrideRowsView(stored: StoredOverride): OverrideRowsView {
  return { ...toOverrideFileView(stored), rows: stored.file.rows };
}

export function toOverrideListView({ version, files }: OverrideSet): OverrideListView {
  return { version, items: files.map(toOverrideFileView) };
}

export function storedOutcome({ override, version }: OverrideChange): OverrideOutcomeView {
  const { kind, rowCount } = override;
  const file = toOverrideFileView(override);
  return { outcome: 'stored', valid: true, kind, rowCount, version, file, problems: [] };
}

export function dryRunOutcome({ kind, file, problems }: ReadOverrides): OverrideOutcomeView {
  return {
    outcome: 'dry-run',
    valid: file !== null,
    kind,
    rowCount: file?.rows.length ?? 0,
    version: null,
    file: null,
    problems: problems.map(toProblemView),
  };
}

function toProblemView({ row, line, id, field, expected, got }: RowProblem): OverrideProblemView {
  return { row, line, id, field, expected, got };
}
