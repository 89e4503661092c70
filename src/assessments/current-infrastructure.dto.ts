import type { CurrentInfrastructureInput } from '@app/assessments';
import { FlagField, NumberField, TextField } from '../http/dto-field.decorator';

export class CurrentInfrastructureDto implements CurrentInfrastructureInput {
  @TextField({
    description:
      'The id of the workload that they serve; with monthlyCostUsd, the plan is held against what they cost',
    max: 40,
    example: 'support-chat',
  })
  workloadId?: string;

  @TextField({ description: 'Who provides it', max: 200, example: 'aws' })
  provider?: string;

  @TextField({ description: 'Where it is', max: 200, example: 'eu-central-1' })
  region?: string;

  @TextField({ description: 'Instance type', max: 200, example: 'g6.12xlarge' })
  instanceType?: string;

  @TextField({ description: 'Catalog id of its accelerator', max: 200, example: 'l4' })
  acceleratorId?: string;

  @NumberField({ description: 'How many', min: 0, max: 10_000_000, required: true, example: 2 })
  count: number;

  @FlagField({ description: 'Bought, not rented' })
  owned?: boolean;

  @NumberField({
    description: 'What all of them cost a month, US dollars',
    min: 0,
    max: 1e12,
    example: 6_500,
  })
  monthlyCostUsd?: number;

  @NumberField({
    description: 'What one of them cost to buy, with its share of server and network, US dollars',
    min: 0,
    max: 1e9,
    example: 32_000,
  })
  purchasePriceUsd?: number;

  @NumberField({
    description: 'Price of electricity where it stands, US dollars a kWh',
    min: 0.001,
    max: 100,
    example: 0.18,
  })
  powerUsdPerKwh?: number;
}
