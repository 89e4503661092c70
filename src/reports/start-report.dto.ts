import type { ReportFormatId, ReportWish } from '@app/report-files';
import { REPORT_FORMATS } from '@app/report-files';
import type { ReportLanguage, TemplateId } from '@app/reports';
import { REPORT_LANGUAGES, TEMPLATE_IDS } from '@app/reports';
import { ChoiceField } from '../http/dto-field.decorator';

/** The body of a wish for a report. */
export class StartReportDto {
  @ChoiceField({
    description: 'Which file to make',
    values: Object.keys(REPORT_FORMATS),
    required: true,
    example: 'html',
  })
  format: ReportFormatId;

  @ChoiceField({
    description: 'What it shows and in which order; full if left out',
    values: TEMPLATE_IDS,
    example: 'full',
  })
  template?: TemplateId;

  @ChoiceField({
    description:
      'Language of what the report itself says, and of its dates and numbers; en if left out. What agents wrote stays as it is',
    values: REPORT_LANGUAGES,
    example: 'en',
  })
  language?: ReportLanguage;

  toWish(): ReportWish {
    return { format: this.format, template: this.template ?? 'full', language: this.language ?? 'en' };
  }
}
