import type { ApiLimitsInput, TokenDistribution, TrafficInput } from '@app/assessments';
import { GrowthDto } from './growth.dto';
import { NumberField, NumberListField, PartField, TextField } from '../http/dto-field.decorator';

const MOST_TOKENS = 100_000_000;

/** No request and no answer is without a token: a median of none would make a log-normal distribution of nothing. */
export class TokenDistributionDto implements TokenDistribution {
  @NumberField({ description: 'Median', min: 1, max: MOST_TOKENS, required: true, example: 1_200 })
  p50: number;

  @NumberField({ description: '95th percentile', min: 1, max: MOST_TOKENS, example: 4_000 })
  p95?: number;
}

export class ApiLimitsDto implements ApiLimitsInput {
  @NumberField({ description: 'Requests a minute', min: 1, max: 1e9, example: 500 })
  requestsPerMinute?: number;

  @NumberField({
    description: 'Tokens of prompts and answers a minute',
    min: 1,
    max: 1e12,
    example: 2_000_000,
  })
  tokensPerMinute?: number;
}

export class TrafficDto implements TrafficInput {
  @NumberField({ description: 'Requests a day', min: 0, max: 1e12, example: 50_000 })
  requestsPerDay?: number;

  @NumberField({ description: 'Requests a second at the peak', min: 0, max: 1e9, example: 4 })
  requestsPerSecondPeak?: number;

  @NumberField({ description: 'Peak rate over mean rate', min: 1, max: 10_000, example: 4 })
  peakFactor?: number;

  @PartField({ description: 'Tokens of a request', of: () => TokenDistributionDto })
  inputTokens?: TokenDistributionDto;

  @PartField({ description: 'Tokens of an answer', of: () => TokenDistributionDto })
  outputTokens?: TokenDistributionDto;

  @NumberField({
    description: 'Share of the input tokens that repeats and can be cached',
    min: 0,
    max: 1,
    example: 0.4,
  })
  cachedShare?: number;

  @NumberListField({
    description: 'Relative load of the 24 hours of a day or the 168 of a week',
    lengths: [24, 168],
    min: 0,
    max: 1e9,
  })
  hourlyProfile?: number[];

  @TextField({
    description:
      'Requests as they were recorded: CSV with the columns seconds (or timestamp), input_tokens and output_tokens',
    max: 500_000,
    example: 'seconds,input_tokens,output_tokens\n0,812,120\n1.4,2210,96',
  })
  traceCsv?: string;

  @PartField({
    description: 'What the provider of an API lets through for this account',
    of: () => ApiLimitsDto,
  })
  apiLimits?: ApiLimitsDto;

  @NumberField({
    description: 'Share of the requests that may wait for a day, for the batch price of an API',
    min: 0,
    max: 1,
    example: 0.3,
  })
  batchShare?: number;

  @NumberField({
    description: 'Growth of requests a month as a share: 0.05 is 5 %',
    min: -0.9,
    max: 10,
    example: 0.05,
  })
  growthPerMonth?: number;

  @PartField({
    description: 'Growth of another shape than the same share each month, in place of growthPerMonth',
    of: () => GrowthDto,
  })
  growth?: GrowthDto;

  @NumberField({
    description: 'Items (texts, documents, rows) in one pass, for batch kinds',
    min: 0,
    max: 1e15,
  })
  batchItems?: number;

  @NumberField({ description: 'Hours in which one pass must be done', min: 0.01, max: 10_000, example: 8 })
  batchWindowHours?: number;

  @NumberField({
    description:
      'Passes over all items in a month, for batch kinds: 0.0833 is one a year, 30 one every night',
    min: 0.001,
    max: 10_000,
    example: 30,
  })
  passesPerMonth?: number;
}
