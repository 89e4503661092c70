import type { AssessmentVersion } from '@app/assessments';
import type { FieldChange } from '@app/comparison';
import { ApiProperty } from '@nestjs/swagger';
import { FieldChangeView, toFieldChangeView } from './field-change.view';

/** More than an input has fields; what goes beyond is counted. */
const MOST = 2_000;

export class VersionMakerView {
  @ApiProperty({ type: String, nullable: true, description: 'null: nobody said', example: 'Ada, CTO' })
  by: string | null;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class VersionDiffView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  assessmentId: string;

  @ApiProperty({ example: 1 })
  from: number;

  @ApiProperty({ example: 3 })
  to: number;

  @ApiProperty({ type: VersionMakerView, description: 'Who made the one, and when' })
  fromMade: VersionMakerView;

  @ApiProperty({ type: VersionMakerView })
  toMade: VersionMakerView;

  @ApiProperty({ description: 'How many fields differ', example: 2 })
  total: number;

  @ApiProperty({
    type: FieldChangeView,
    isArray: true,
    description: `Up to ${MOST}, in the order of their names`,
  })
  changes: readonly FieldChangeView[];
}

export const VERSION_DIFF_FIELDS = [
  ...(['assessmentId', 'from', 'to', 'fromMade', 'toMade', 'total', 'changes'] as const),
] as const;

export function toVersionDiffView(
  from: AssessmentVersion,
  to: AssessmentVersion,
  changes: readonly FieldChange[],
): VersionDiffView {
  return {
    assessmentId: from.assessmentId,
    from: from.version,
    to: to.version,
    fromMade: makerOf(from),
    toMade: makerOf(to),
    total: changes.length,
    changes: changes.slice(0, MOST).map(toFieldChangeView),
  };
}

function makerOf({ by = null, createdAt }: AssessmentVersion): VersionMakerView {
  return { by, at: createdAt.toISOString() };
}
