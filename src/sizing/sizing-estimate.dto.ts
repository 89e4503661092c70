import type { WorkloadInput } from '@app/assessments';
import { WorkloadDto } from '../assessments/workload.dto';
import { DateField, NumberField, PartField, TextListField } from '../http/dto-field.decorator';

/** The body of `POST /v1/sizing/estimate`. */
export class SizingEstimateDto {
  @PartField({ description: 'What is to be sized', of: () => WorkloadDto, required: true })
  workload: WorkloadDto;

  @TextListField({
    description: 'Catalog ids of the accelerators to try; all that can be rented if left out',
    maxItems: 50,
    max: 100,
    example: ['h100-sxm5-80gb'],
  })
  acceleratorIds?: string[];

  @NumberField({
    description: 'Options to return at most, fewest accelerators first',
    min: 1,
    max: 50,
    whole: true,
    example: 5,
  })
  limit?: number;

  @DateField({ description: 'The day to judge facts as of; today if left out', example: '2026-11-20' })
  asOf?: string;

  /** Without what was given as null: an empty line of YAML is not an answer. */
  toWorkload(): WorkloadInput {
    return JSON.parse(
      JSON.stringify(this.workload, (_key, value: unknown) => value ?? undefined),
    ) as WorkloadInput;
  }
}
