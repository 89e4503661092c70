import type { ShownFormatId } from '@app/report-files';
import { SHOWN_FORMATS } from '@app/report-files';
import type { Audience, ReportLanguage, TemplateId } from '@app/reports';
import { AUDIENCES, REPORT_LANGUAGES, TEMPLATE_IDS } from '@app/reports';
import { ChoiceField } from '../http/dto-field.decorator';

/** The query of `GET /v1/runs/{id}/report`. */
export class ReportQueryDto {
  @ChoiceField({ description: 'html if left out', values: SHOWN_FORMATS, example: 'html' })
  format?: ShownFormatId;

  @ChoiceField({
    description: 'Only what is meant for this audience; the whole report if left out',
    values: AUDIENCES,
  })
  audience?: Audience;

  @ChoiceField({
    description:
      'How it is told: chosen, grouped and ordered for its readers; every section of the report if left out',
    values: TEMPLATE_IDS,
    example: 'executive',
  })
  template?: TemplateId;

  @ChoiceField({
    description: 'Of what the report itself says, and of its numbers and dates; en if left out',
    values: REPORT_LANGUAGES,
    example: 'en',
  })
  language?: ReportLanguage;
}
