import type { Assessment, AssessmentVersion } from '@app/assessments';
import { ApiProperty } from '@nestjs/swagger';
import { AssessmentInputDto } from './assessment-input.dto';

/** An assessment as it is answered with. */
export class AssessmentView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  id: string;

  @ApiProperty({ description: 'Counts from 1', example: 3 })
  version: number;

  @ApiProperty({ example: 'Support assistant' })
  name: string;

  @ApiProperty({
    type: () => AssessmentInputDto,
    description: 'What was told, with every workload id filled in',
  })
  input: unknown;

  @ApiProperty({ type: String, nullable: true, description: 'Who made this version; null: nobody said' })
  by: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ example: { self: '/v1/assessments/01KA4RZ2V9J5Q6M7N8P9R0S1T2' } })
  links: Readonly<Record<'self' | 'versions' | 'runs', string>>;
}

export const ASSESSMENT_FIELDS = [
  'id',
  'version',
  'name',
  'input',
  'by',
  'createdAt',
  'updatedAt',
  'links',
] as const;

export function toAssessmentView(assessment: Assessment): AssessmentView {
  const { id, version, input, by = null, createdAt, updatedAt } = assessment;
  const self = `/v1/assessments/${id}`;
  return {
    id,
    version,
    name: input.name,
    input,
    by,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    links: { self, versions: `${self}/versions`, runs: `${self}/runs` },
  };
}

/** One kept version. */
export class AssessmentVersionView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' })
  assessmentId: string;

  @ApiProperty({ example: 2 })
  version: number;

  @ApiProperty({ type: () => AssessmentInputDto })
  input: unknown;

  @ApiProperty({ type: String, nullable: true, description: 'Who made it; null: nobody said' })
  by: string | null;

  @ApiProperty({ format: 'date-time', description: 'When it became the newest' })
  createdAt: string;

  @ApiProperty({ example: { self: '/v1/assessments/01KA4RZ2V9J5Q6M7N8P9R0S1T2/versions/2' } })
  links: Readonly<Record<'self' | 'assessment', string>>;
}

export const VERSION_FIELDS = ['assessmentId', 'version', 'input', 'by', 'createdAt', 'links'] as const;

export function toVersionView(one: AssessmentVersion): AssessmentVersionView {
  const { assessmentId, version, input, by = null, createdAt } = one;
  const assessment = `/v1/assessments/${assessmentId}`;
  return {
    ...{ assessmentId, version, input, by },
    createdAt: createdAt.toISOString(),
    links: { self: `${assessment}/versions/${version}`, assessment },
  };
}

export class AssessmentPageView {
  @ApiProperty({ type: AssessmentView, isArray: true })
  items: Array<Partial<AssessmentView>>;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'For ?cursor= of the next page; null on the last one',
  })
  nextCursor: string | null;
}

export class AssessmentVersionPageView {
  @ApiProperty({ type: AssessmentVersionView, isArray: true })
  items: Array<Partial<AssessmentVersionView>>;

  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}
