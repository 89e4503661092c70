import type { Audience } from '@app/reports';
import { AUDIENCES } from '@app/reports';
import { ChoiceField } from '../http/dto-field.decorator';

export const REPORT_FORMATS = ['html', 'md', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The query of `GET /v1/runs/{id}/report`. */
export class ReportQueryDto {
  @ChoiceField({ description: 'html if left out', values: REPORT_FORMATS, example: 'html' })
  format?: ReportFormat;

  @ChoiceField({
    description: 'Only what is meant for this audience; the whole report if left out',
    values: AUDIENCES,
  })
  audience?: Audience;
}
