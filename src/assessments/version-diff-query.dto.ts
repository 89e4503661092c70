import { TextField } from '../http/dto-field.decorator';
import { FieldsQueryDto } from '../http/page-query.dto';

/** The query of `GET /v1/assessments/{id}/versions/{version}/diff`. */
export class VersionDiffQueryDto extends FieldsQueryDto {
  @TextField({ description: 'The version to compare to; the newest if left out', max: 15, example: '3' })
  to?: string;
}
