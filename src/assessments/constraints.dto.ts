import type { ConstraintsInput, Provider } from '@app/assessments';
import { PROVIDERS } from '@app/assessments';
import {
  ChoiceListField,
  DateField,
  FlagField,
  NumberField,
  TextListField,
} from '../http/dto-field.decorator';

export class ConstraintsDto implements ConstraintsInput {
  @ChoiceListField({ description: 'Only these providers', values: PROVIDERS, example: ['aws', 'azure'] })
  providers?: Provider[];

  @TextListField({
    description: "Only these regions, by their providers' names",
    maxItems: 200,
    max: 200,
    example: ['eu-central-1'],
  })
  regions?: string[];

  @FlagField({ description: 'No model API of a third party may be used' })
  selfHostOnly?: boolean;

  @FlagField({ description: "No accelerators of one's own; APIs only" })
  apiOnly?: boolean;

  @NumberField({
    description: 'US dollars a month; leave it out where none is set',
    min: 1,
    max: 1e12,
    example: 25_000,
  })
  budgetUsdPerMonth?: number;

  @DateField({ description: 'When it must run', example: '2027-04-01' })
  startDate?: string;
}
