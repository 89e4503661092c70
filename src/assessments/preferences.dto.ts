import type { PreferencesInput, WeightsInput } from '@app/assessments';
import { FlagField, NumberField, PartField } from '../http/dto-field.decorator';

export class WeightsDto implements WeightsInput {
  @NumberField({ description: 'Of the cost a month', min: 0, max: 100, example: 3 })
  cost?: number;

  @NumberField({ description: 'Of the latency at the 95th percentile', min: 0, max: 100, example: 1 })
  latency?: number;

  @NumberField({ description: 'Of the emissions a month', min: 0, max: 100, example: 1 })
  carbon?: number;

  @NumberField({ description: 'Of the risk score', min: 0, max: 100, example: 1 })
  risk?: number;
}

export class PreferencesDto implements PreferencesInput {
  @PartField({
    description:
      'How much each axis of the search counts, as shares of their sum; an axis left out counts nothing as soon as another is given',
    of: () => WeightsDto,
  })
  weights?: WeightsDto;

  @FlagField({ description: 'Whether a commitment of one or three years may be recommended', example: false })
  commitments?: boolean;
}
