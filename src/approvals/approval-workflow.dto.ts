import type { WorkflowContent } from '@app/approvals';
import { Transform } from 'class-transformer';
import { NumberField, PartListField, TextField, TextListField } from '../http/dto-field.decorator';
import { FieldsQueryDto } from '../http/page-query.dto';

const ROLE = /^[a-z0-9][a-z0-9-]*$/;
const ROLE_FORM = 'a role such as cfo: up to 60 lower-case letters, digits and hyphens';

export class WorkflowStepDto {
  @TextField({ description: 'What to call it', max: 100, required: true, example: 'Finance' })
  name: string;

  @TextField({
    description: 'Who decides',
    max: 60,
    pattern: ROLE,
    form: ROLE_FORM,
    required: true,
    example: 'cfo',
  })
  role: string;

  @NumberField({
    description: 'How many votes it takes',
    min: 1,
    max: 50,
    whole: true,
    required: true,
    example: 1,
  })
  quorum: number;

  @NumberField({
    description: 'Days from the beginning of the step until it expires',
    min: 1,
    max: 365,
    whole: true,
    required: true,
    example: 7,
  })
  deadlineDays: number;
}

export class WorkflowMemberDto {
  @TextField({ description: 'As they name themselves', max: 200, required: true, example: 'ada@example.org' })
  person: string;

  @TextListField({
    description: 'What they decide as',
    maxItems: 20,
    max: 60,
    pattern: ROLE,
    form: ROLE_FORM,
    required: true,
    example: ['cfo'],
  })
  roles: string[];
}

/** The body of `PUT /v1/approval-workflows/{id}`. */
export class ApprovalWorkflowDto {
  @TextField({
    description: 'What to call it',
    max: 200,
    required: true,
    example: 'Spending above 10,000 a month',
  })
  name: string;

  @PartListField({
    description: 'In their order',
    of: () => WorkflowStepDto,
    min: 1,
    max: 20,
    required: true,
  })
  steps: WorkflowStepDto[];

  @PartListField({
    description: 'Each person once',
    of: () => WorkflowMemberDto,
    min: 1,
    max: 200,
    required: true,
  })
  members: WorkflowMemberDto[];

  toContent(): WorkflowContent {
    return {
      name: this.name,
      steps: this.steps.map(({ name, role, quorum, deadlineDays }) => ({ name, role, quorum, deadlineDays })),
      members: this.members.map(({ person, roles }) => ({ person, roles: [...new Set(roles)] })),
    };
  }
}

/** The query of `GET /v1/approval-workflows/{id}`. */
export class ApprovalWorkflowQueryDto extends FieldsQueryDto {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value !== '' ? Number(value) : value,
  )
  @NumberField({
    description: 'An older version; the one that stands if left out',
    min: 1,
    max: 1e6,
    whole: true,
  })
  version?: number;
}
