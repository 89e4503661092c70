import type { ComputeInput } from '@app/assessments';
import { NumberField } from '../http/dto-field.decorator';

export class ComputeDto implements ComputeInput {
  @NumberField({
    description: 'Measured processor time of a request or a prediction, milliseconds',
    min: 0.001,
    max: 3_600_000,
    example: 6,
  })
  processorMsPerRequest?: number;

  @NumberField({
    description: 'Measured memory of an instance whatever its load, GiB',
    min: 0.01,
    max: 24_576,
    example: 3,
  })
  memoryGiBPerInstance?: number;
}
