import { GROWTH_KINDS, type GrowthInput, type GrowthKind, type GrowthStepInput } from '@app/assessments';
import { ChoiceField, NumberField, NumberListField, PartListField } from '../http/dto-field.decorator';

const MOST_LOAD = 1e15;
/** Months of actuals from which a trend is read. */
const MONTHS_COUNTED = Array.from({ length: 58 }, (_, index) => index + 3);

export class GrowthStepDto implements GrowthStepInput {
  @NumberField({
    description: 'Month from which it holds; 1 is the next one',
    min: 1,
    max: 36,
    whole: true,
    required: true,
    example: 6,
  })
  month: number;

  @NumberField({
    description: "Load over today's from then on",
    min: 0.000001,
    max: 1e6,
    required: true,
    example: 2.5,
  })
  factor: number;
}

export class GrowthDto implements GrowthInput {
  @ChoiceField({
    description: 'Shape of the growth; each takes its own fields and no others',
    values: GROWTH_KINDS,
    required: true,
    example: 'logistic',
  })
  kind: GrowthKind;

  @NumberField({
    description:
      "Growth a month: of the month before (exponential, logistic, seasonal) or of today's load (linear), as a share",
    min: -0.9,
    max: 10,
    example: 0.08,
  })
  perMonth?: number;

  @NumberField({
    description: "Logistic: multiple of today's load towards which it grows",
    min: 1,
    max: 1e6,
    example: 4,
  })
  ceiling?: number;

  @NumberListField({
    description: 'Seasonal: relative load of the months of a year, January first',
    lengths: [12],
    min: 0,
    max: MOST_LOAD,
  })
  factors?: number[];

  @PartListField({ description: 'Step: jumps of the load', of: () => GrowthStepDto, min: 1, max: 36 })
  steps?: GrowthStepDto[];

  @NumberListField({
    description: "From actuals: requests of past months, oldest first, the last of them being today's",
    lengths: MONTHS_COUNTED,
    min: 0,
    max: MOST_LOAD,
  })
  monthly?: number[];
}
