import type { TrainingInput, TrainingMethod } from '@app/assessments';
import { TRAINING_METHODS } from '@app/assessments';
import { ChoiceField, NumberField } from '../http/dto-field.decorator';

export class TrainingDto implements TrainingInput {
  @NumberField({
    description: 'Tokens to train on, one epoch',
    min: 1,
    max: 1e15,
    required: true,
    example: 180_000_000,
  })
  tokens: number;

  @ChoiceField({ description: 'How', values: TRAINING_METHODS, example: 'lora' })
  method?: TrainingMethod;

  @NumberField({ description: 'Passes over the tokens', min: 0.01, max: 10_000, example: 2 })
  epochs?: number;

  @NumberField({
    description: 'Tokens of a training sequence',
    min: 1,
    max: 10_000_000,
    whole: true,
    example: 4_096,
  })
  sequenceLength?: number;

  @NumberField({ description: 'Rank of the adapters', min: 1, max: 65_536, whole: true, example: 16 })
  loraRank?: number;

  @NumberField({ description: 'Trainings a month', min: 0, max: 100_000, example: 1 })
  runsPerMonth?: number;

  @NumberField({
    description: 'Hours in which one training must be done',
    min: 0.01,
    max: 100_000,
    example: 48,
  })
  deadlineHours?: number;
}
