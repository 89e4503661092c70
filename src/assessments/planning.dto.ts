import type { AcceleratorQuoteInput, PlannedRiskInput, PlanningInput, RangeInput } from '@app/assessments';
import { NumberField, PartField, PartListField, TextField } from '../http/dto-field.decorator';

const MOST_USD = 1e12;
const MOST_GB = 1e12;

/** Growth a month, as shares. */
export class GrowthRangeDto implements RangeInput {
  @NumberField({ description: 'Least', min: -0.9, max: 10, required: true, example: 0 })
  low: number;

  @NumberField({ description: 'Most', min: -0.9, max: 10, required: true, example: 0.06 })
  high: number;
}

/** Times a year. */
export class TimesRangeDto implements RangeInput {
  @NumberField({ description: 'Least', min: 0, max: 1e6, required: true, example: 0.2 })
  low: number;

  @NumberField({ description: 'Most', min: 0, max: 1e6, required: true, example: 2 })
  high: number;
}

/** US dollars. */
export class UsdRangeDto implements RangeInput {
  @NumberField({ description: 'Least', min: 0, max: MOST_USD, required: true, example: 20_000 })
  low: number;

  @NumberField({ description: 'Most', min: 0, max: MOST_USD, required: true, example: 250_000 })
  high: number;
}

export class AcceleratorQuoteDto implements AcceleratorQuoteInput {
  @TextField({
    description: 'Catalog id of the accelerator',
    max: 200,
    required: true,
    example: 'h100-sxm5-80gb',
  })
  acceleratorId: string;

  @NumberField({
    description: 'Price of one with its share of server and network, US dollars',
    min: 1,
    max: 1e9,
    required: true,
    example: 32_000,
  })
  usd: number;
}

export class PlannedRiskDto implements PlannedRiskInput {
  @TextField({ description: 'What may go wrong', max: 200, required: true, example: 'Outage of a day' })
  name: string;

  @PartField({ description: 'Times a year', of: () => TimesRangeDto, required: true })
  timesPerYear: TimesRangeDto;

  @PartField({ description: 'Loss each time, US dollars', of: () => UsdRangeDto, required: true })
  lossUsd: UsdRangeDto;
}

export class PlanningDto implements PlanningInput {
  @NumberField({
    description: 'What an engineer costs a year, US dollars',
    min: 1,
    max: 1e7,
    example: 140_000,
  })
  engineerUsdPerYear?: number;

  @NumberField({
    description: "Share of the team's time that goes to what is assessed",
    min: 0,
    max: 1,
    example: 0.3,
  })
  teamShare?: number;

  @NumberField({
    description: 'Price of electricity, US dollars a kWh',
    min: 0.001,
    max: 100,
    example: 0.18,
  })
  powerUsdPerKwh?: number;

  @NumberField({ description: 'Years over which hardware is written off', min: 1, max: 15, example: 5 })
  depreciationYears?: number;

  @PartListField({ description: 'Quoted prices of accelerators', of: () => AcceleratorQuoteDto, max: 50 })
  acceleratorQuotes?: AcceleratorQuoteDto[];

  @NumberField({ description: 'GB sent to the internet a month', min: 0, max: MOST_GB, example: 500 })
  egressGbPerMonth?: number;

  @NumberField({ description: 'GB stored', min: 0, max: MOST_GB, example: 2_000 })
  storedGb?: number;

  @NumberField({ description: 'GB of logs a month', min: 0, max: MOST_GB, example: 300 })
  logGbPerMonth?: number;

  @PartField({ description: 'Growth of requests a month, for the forecast', of: () => GrowthRangeDto })
  growthPerMonth?: GrowthRangeDto;

  @PartField({ description: 'Change of list prices a year, for the forecast', of: () => GrowthRangeDto })
  priceChangePerYear?: GrowthRangeDto;

  @NumberField({
    description: 'Discount rate a year as a share, by which later payments count for less; none if left out',
    min: 0,
    max: 1,
    example: 0.08,
  })
  discountRatePerYear?: number;

  @NumberField({
    description: 'What the use cases are worth a month, US dollars',
    min: 0,
    max: MOST_USD,
    example: 60_000,
  })
  valueUsdPerMonth?: number;

  @NumberField({ description: 'Spent once before anything runs, US dollars', min: 0, max: MOST_USD })
  oneOffUsd?: number;

  @PartListField({ description: 'What may go wrong', of: () => PlannedRiskDto, max: 50 })
  risks?: PlannedRiskDto[];
}
