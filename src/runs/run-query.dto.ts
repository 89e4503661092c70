import type { RunState } from '@app/runs';
import { RUN_STATES } from '@app/runs';
import { ChoiceField, TextField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';

/** The query of `GET /v1/assessments/{id}/runs`. */
export class AssessmentRunsQueryDto extends PageQueryDto {
  @ChoiceField({ description: 'Those in this state', values: RUN_STATES })
  state?: RunState;
}

/** The query of `GET /v1/runs`. */
export class RunQueryDto extends AssessmentRunsQueryDto {
  @TextField({ description: 'Those of this assessment', max: 100 })
  assessmentId?: string;
}
