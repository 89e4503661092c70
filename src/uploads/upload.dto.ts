import { UPLOAD_KINDS, type UploadKind, type UploadWish } from '@app/uploads';
import { ChoiceField, DateField, FlagField, TextField, TextListField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';

const ID = 64;

/** `?kind=&fileName=...` of `POST /v1/uploads`: the body is the file and nothing else. */
export class UploadQueryDto {
  @ChoiceField({ description: 'What the file is sent as', values: UPLOAD_KINDS, required: true })
  kind: UploadKind;

  @TextField({
    description: 'What it is called; its ending must be that of its content',
    max: 200,
    pattern: /^[^/\\]*$/,
    form: 'a name of 1 to 200 characters without slashes',
    example: 'plan.json',
  })
  fileName?: string;

  @TextField({ description: 'Trace: id of the workload that it was recorded of', max: 100, example: 'chat' })
  workload?: string;

  @TextField({ description: 'Evidence: id of the control that it shows', max: 100 })
  control?: string;

  @DateField({ description: 'Evidence: valid from' })
  effectiveDate?: string;

  @DateField({ description: 'Evidence: valid to' })
  expiryDate?: string;

  @TextField({ description: 'Price book: what figures that rest on it call it', max: 200 })
  name?: string;

  toWish(): UploadWish {
    const { workload, control, effectiveDate, expiryDate, name } = this;
    return JSON.parse(JSON.stringify({ workload, control, effectiveDate, expiryDate, name })) as UploadWish;
  }
}

/** `?kind=` beside the paging of `GET /v1/uploads`. */
export class UploadListQueryDto extends PageQueryDto {
  @ChoiceField({ description: 'Those of one kind', values: UPLOAD_KINDS })
  kind?: UploadKind;
}

/** `?assessmentId=` of `GET /v1/uploads/{id}/proposals`. */
export class ProposalQueryDto {
  @TextField({
    description: 'What to hold the file against; needed but for actuals and price books',
    max: ID,
  })
  assessmentId?: string;
}

/** What a person confirms. */
export class ApplyUploadDto {
  @TextField({ description: 'The assessment to change; with If-Match', max: ID })
  assessmentId?: string;

  @TextField({ description: 'The budget that actuals are of', max: ID })
  budgetId?: string;

  @TextListField({
    description: 'Ids of the proposals to take',
    maxItems: 2_000,
    max: 20,
    example: ['p1', 'p3'],
  })
  proposals?: string[];

  @FlagField({ description: 'Take all of them, in place of proposals' })
  all?: boolean;
}
