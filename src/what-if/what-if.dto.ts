import { PRECISIONS, type Precision, type TokenDistribution } from '@app/assessments';
import { PURCHASES, type Purchase } from '@app/catalog';
import type { TrafficChange, WhatIfChange, WhatIfRequest } from '@app/what-if';
import { AssessmentInputDto } from '../assessments/assessment-input.dto';
import { TokenDistributionDto } from '../assessments/traffic.dto';
import { ModelChoiceDto, SloDto } from '../assessments/workload.dto';
import {
  ChoiceField,
  DateField,
  NumberField,
  PartField,
  PartListField,
  TextField,
} from '../http/dto-field.decorator';

export class TrafficChangeDto implements TrafficChange {
  @NumberField({ description: 'Every stated rate times this', min: 0.001, max: 1000, example: 3 })
  factor?: number;

  @NumberField({ description: 'Requests a day', min: 0, max: 1e12, example: 200_000 })
  requestsPerDay?: number;

  @NumberField({ description: 'Requests per second at the peak', min: 0, max: 1e9 })
  requestsPerSecondPeak?: number;

  @NumberField({ description: 'Peak rate over mean rate', min: 1, max: 1000 })
  peakFactor?: number;

  @PartField({ description: 'Tokens of a prompt', of: () => TokenDistributionDto })
  inputTokens?: TokenDistribution;

  @PartField({ description: 'Tokens of an answer', of: () => TokenDistributionDto })
  outputTokens?: TokenDistribution;

  @NumberField({ description: 'Share of the input tokens that can be cached', min: 0, max: 1 })
  cachedShare?: number;

  @NumberField({ description: 'Growth of requests a month as a share', min: -0.99, max: 10 })
  growthPerMonth?: number;

  @NumberField({ description: 'Items of one pass', min: 0, max: 1e15 })
  batchItems?: number;
}

/** One thing that would be otherwise. */
export class WhatIfChangeDto implements WhatIfChange {
  @TextField({ description: 'The workload it is about; all if left out', max: 40, example: 'support-chat' })
  workloadId?: string;

  @PartField({ description: 'Other traffic', of: () => TrafficChangeDto })
  traffic?: TrafficChangeDto;

  @TextField({ description: 'A region of the catalog', max: 100, example: 'eu-north-1' })
  region?: string;

  @TextField({ description: 'A provider of accelerators', max: 40, example: 'aws' })
  provider?: string;

  @TextField({ description: 'Catalog id of an accelerator', max: 100, example: 'h100-sxm5-80gb' })
  acceleratorId?: string;

  @ChoiceField({ description: 'A way of buying', values: PURCHASES, example: 'commit-1y' })
  purchase?: Purchase;

  @ChoiceField({ description: 'Number format of the weights', values: PRECISIONS, example: 'fp8' })
  precision?: Precision;

  @PartField({ description: 'Another model, by id or by class', of: () => ModelChoiceDto })
  model?: ModelChoiceDto;

  @PartField({ description: 'Other promises; those left out stay', of: () => SloDto })
  slo?: SloDto;
}

/** The body of `POST /v1/what-if`. */
export class WhatIfDto {
  @TextField({ description: 'An assessment that is stored; or give input', max: 64 })
  assessmentId?: string;

  @PartField({
    description: 'An assessment that is not stored; or give assessmentId',
    of: () => AssessmentInputDto,
  })
  input?: AssessmentInputDto;

  @PartListField({
    description: 'What would be otherwise; a later change stands before an earlier one',
    of: () => WhatIfChangeDto,
    min: 1,
    max: 20,
    required: true,
  })
  changes: WhatIfChangeDto[];

  @DateField({ description: 'The day to judge prices as of; today if left out', example: '2026-11-20' })
  asOf?: string;

  toRequest(): WhatIfRequest {
    const { assessmentId, input, changes, asOf } = this;
    return {
      ...(assessmentId == null ? {} : { assessmentId }),
      ...(input == null ? {} : { input: input.toInput() }),
      changes: given(changes) as WhatIfChange[],
      ...(asOf == null ? {} : { asOf }),
    };
  }
}

/** Plain data without what was not given: an empty line of YAML is null. */
function given(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, inner: unknown) => inner ?? undefined));
}
