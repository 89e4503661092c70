import type { AssessmentVersion } from '@app/assessments';
import type { FieldChange } from '@app/comparison';
import { ApiProperty } from '@nestjs/swagger';
import { FieldChangeView, toFieldChangeView } from './field-change.view';

/** More than an input has fields; what goes beyond is counted. */
const MOST = 2_000;

export class VersionDiffView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  assessmentId: string;

  @ApiProperty({ example: 1 })
  from: number;

  @ApiProperty({ example: 3 })
  to: number;

  @ApiProperty({ description: 'How many fields differ', example: 2 })
  total: number;

  @ApiProperty({
    type: FieldChangeView,
    isArray: true,
    description: `Up to ${MOST}, in the order of their names`,
  })
  changes: readonly FieldChangeView[];
}

export const VERSION_DIFF_FIELDS = ['assessmentId', 'from', 'to', 'total', 'changes'] as const;

export function toVersionDiffView(
  from: AssessmentVersion,
  to: AssessmentVersion,
  changes: readonly FieldChange[],
): VersionDiffView {
  return {
    assessmentId: from.assessmentId,
    from: from.version,
    to: to.version,
    total: changes.length,
    changes: changes.slice(0, MOST).map(toFieldChangeView),
  };
}
