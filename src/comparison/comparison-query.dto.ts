import type { FigureChangeKind } from '@app/comparison';
import { FIGURE_CHANGES } from '@app/comparison';
import { ChoiceField, TextField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';

const RUN_ID = '01KA4RZ2V9J5Q6M7N8P9R0S1T2';

/** The query of `GET /v1/comparisons`. */
export class ComparisonQueryDto extends PageQueryDto {
  @TextField({ description: 'Id of the run to compare from', max: 26, required: true, example: RUN_ID })
  from: string;

  @TextField({ description: 'Id of the run to compare to', max: 26, required: true, example: RUN_ID })
  to: string;

  @TextField({
    description: 'Figures that this section of one of the reports shows',
    max: 100,
    example: 'cost',
  })
  section?: string;

  @TextField({
    description: 'Figures whose id begins with this: an agent or an engine and what follows',
    max: 200,
    example: 'compliance.gdpr',
  })
  prefix?: string;

  @ChoiceField({ description: 'Figures that changed, came or went', values: FIGURE_CHANGES })
  kind?: FigureChangeKind;

  @TextField({
    description: 'Figures with this cause, by its key, or `none` for those that are unexplained',
    max: 1_000,
    example: 'as-of',
  })
  cause?: string;
}
