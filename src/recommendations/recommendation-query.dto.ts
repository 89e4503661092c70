import type { Severity } from '@app/agents';
import { decodeCursor, type PageRequest } from '@app/database';
import type { FollowUpFilter, RecommendationFilter, RecommendationStatus } from '@app/synthesis';
import { RECOMMENDATION_STATUSES, SEVERITIES } from '@app/synthesis';
import { Transform } from 'class-transformer';
import { ChoiceField, FlagField, TextField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';

/** A run says a few dozen things at most: one page holds them unless somebody asks for smaller ones. */
const ALL_OF_A_RUN = 100;

/** The query of `GET /v1/runs/{id}/recommendations`. */
export class RunRecommendationsQueryDto extends PageQueryDto {
  @ChoiceField({ description: 'Those in this status', values: RECOMMENDATION_STATUSES })
  status?: RecommendationStatus;

  @ChoiceField({ description: 'Those of this severity', values: SEVERITIES })
  severity?: Severity;

  @TextField({ description: 'Those about this workload', max: 100, example: 'w1' })
  workload?: string;

  @TextField({ description: 'Those of this owner, in the very words', max: 200 })
  owner?: string;

  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @FlagField({ description: 'true: only what was due before today (UTC) and is neither done nor rejected' })
  overdue?: boolean;

  /** `today` is an ISO date. */
  toFilter(today: string): FollowUpFilter & Pick<RecommendationFilter, 'severity' | 'workloadId'> {
    return {
      status: this.status,
      severity: this.severity,
      workloadId: this.workload,
      owner: this.owner,
      overdueOn: this.overdue ? today : undefined,
    };
  }

  /** @throws request.bad-cursor */
  toRunPage(): PageRequest {
    return {
      limit: this.limit ?? ALL_OF_A_RUN,
      afterId: this.cursor === undefined ? null : decodeCursor(this.cursor),
    };
  }
}

/** The query of `GET /v1/recommendations`. */
export class RecommendationsQueryDto extends RunRecommendationsQueryDto {
  @TextField({ description: 'Those of this assessment', max: 100 })
  assessmentId?: string;

  override toFilter(today: string): RecommendationFilter {
    return { ...super.toFilter(today), assessmentId: this.assessmentId };
  }
}
