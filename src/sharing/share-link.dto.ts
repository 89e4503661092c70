import type { Audience, ReportLanguage } from '@app/reports';
import { AUDIENCES, REPORT_LANGUAGES } from '@app/reports';
import type { ShareTerms } from '@app/sharing';
import { DEFAULT_DAYS, MOST_DAYS } from '@app/sharing';
import { ChoiceField, NumberField, TextField } from '../http/dto-field.decorator';

/** The body of `POST /v1/runs/{id}/share-links`; all may be left out. */
export class ShareLinkDto {
  @ChoiceField({ description: 'Only what is meant for this audience; all if left out', values: AUDIENCES })
  audience?: Audience;

  @ChoiceField({ description: 'Of what the report itself says; en if left out', values: REPORT_LANGUAGES })
  language?: ReportLanguage;

  @NumberField({
    description: `Days until it opens no more; ${DEFAULT_DAYS} if left out`,
    min: 1,
    max: MOST_DAYS,
    whole: true,
    example: 14,
  })
  expiresInDays?: number;

  @NumberField({
    description: 'How often it opens; without a limit if left out',
    min: 1,
    max: 100_000,
    whole: true,
    example: 20,
  })
  maxViews?: number;

  @TextField({ description: 'Who shares it', max: 200, example: 'ada@example.org' })
  by?: string;

  toTerms(): ShareTerms {
    return {
      audience: this.audience ?? null,
      language: this.language ?? 'en',
      expiresInDays: this.expiresInDays ?? DEFAULT_DAYS,
      maxViews: this.maxViews ?? null,
      by: this.by ?? null,
    };
  }
}
