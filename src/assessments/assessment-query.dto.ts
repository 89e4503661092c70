import type { AssessmentFilter, WorkloadKind } from '@app/assessments';
import { WORKLOAD_KINDS } from '@app/assessments';
import { ChoiceField, InstantField, TextField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';

/** The query of `GET /v1/assessments`. */
export class AssessmentQueryDto extends PageQueryDto {
  @TextField({ description: 'Beginning of the name, whatever its case', max: 200, example: 'support' })
  name?: string;

  @ChoiceField({ description: 'Those with at least one workload of this kind', values: WORKLOAD_KINDS })
  kind?: WorkloadKind;

  @InstantField({ description: 'Those changed at or after this time', example: '2026-03-31T12:00:00Z' })
  updatedSince?: string;

  toFilter(): AssessmentFilter {
    return {
      namePrefix: this.name,
      workloadKind: this.kind,
      updatedSince: this.updatedSince === undefined ? undefined : new Date(this.updatedSince),
    };
  }
}
