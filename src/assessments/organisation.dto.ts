import type { OrganisationInput } from '@app/assessments';
import { NumberField, TextField, TextListField } from '../http/dto-field.decorator';

export class OrganisationDto implements OrganisationInput {
  @TextField({ description: 'Its industry', max: 200, example: 'e-commerce' })
  industry?: string;

  @NumberField({
    description: 'How many people work there',
    min: 0,
    max: 10_000_000,
    whole: true,
    example: 420,
  })
  employees?: number;

  @TextListField({
    description: "Where it works and whose people's data it handles: ISO 3166-1 alpha-2 codes, or EU",
    maxItems: 250,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    form: 'a two-letter country code in capitals such as DE, or EU',
    example: ['EU', 'US'],
  })
  regions?: string[];
}
