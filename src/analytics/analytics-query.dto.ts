import { rangeBetween } from '@app/analytics';
import type { AnalyticsScope } from '@app/analytics';
import { DateField, TextField } from '../http/dto-field.decorator';

/** The query of every statistic that knows no assessments. */
export class AnalyticsRangeQueryDto {
  @DateField({ description: 'First day, UTC; a year before to if left out', example: '2026-01-01' })
  from?: string;

  @DateField({
    description: 'The day after the last, UTC; tomorrow if left out. At most 1,100 days after from',
    example: '2027-01-01',
  })
  to?: string;

  /** @throws analytics.bad-range */
  toScope(tenantId: string, now: Date): AnalyticsScope {
    return { tenantId, ...rangeBetween(this.from, this.to, now) };
  }
}

/** The query of the others. */
export class AnalyticsQueryDto extends AnalyticsRangeQueryDto {
  @TextField({ description: 'Of this assessment alone', max: 100 })
  assessmentId?: string;

  override toScope(tenantId: string, now: Date): AnalyticsScope {
    return { ...super.toScope(tenantId, now), assessmentId: this.assessmentId };
  }
}
