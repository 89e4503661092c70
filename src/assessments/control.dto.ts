import type { ControlInput, ControlStatus, EvidenceInput } from '@app/assessments';
import { CONTROL_STATUSES } from '@app/assessments';
import { ChoiceField, DateField, PartListField, TextField } from '../http/dto-field.decorator';

export class EvidenceDto implements EvidenceInput {
  @TextField({
    description: 'What shows it',
    max: 2_000,
    required: true,
    example: 'Key management policy v3',
  })
  artefact: string;

  @DateField({ description: 'Valid from', required: true, example: '2026-01-20' })
  effectiveDate: string;

  @DateField({ description: 'Valid to', example: '2027-01-20' })
  expiryDate?: string;
}

export class ControlDto implements ControlInput {
  @TextField({
    description: 'Id of a control, or of a property of the compliance catalog',
    max: 100,
    required: true,
    example: 'encryption-at-rest',
  })
  id: string;

  @ChoiceField({ description: 'How far it is', values: CONTROL_STATUSES, required: true })
  status: ControlStatus;

  @PartListField({ description: 'What shows it', of: () => EvidenceDto, max: 50 })
  evidence?: EvidenceDto[];
}
