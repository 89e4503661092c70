import type { SavingMeasure } from '@app/approvals';
import { AppError } from '@app/kernel';
import type { CostCategory } from '@app/pricing';
import { COST_CATEGORIES } from '@app/pricing';
import { ChoiceField, NumberField, TextField } from '../http/dto-field.decorator';

/** The body of `PUT /v1/recommendations/{id}/saving-measure`. */
export class SavingMeasureDto {
  @TextField({ description: 'The budget whose actuals show it', max: 100, required: true })
  budgetId: string;

  @ChoiceField({
    description: 'What it saves on',
    values: COST_CATEGORIES,
    required: true,
    example: 'compute',
  })
  category: CostCategory;

  @NumberField({
    description: 'US dollars paid for that a month before; what the budget plans for each month if left out',
    min: 0,
    max: 1e9,
    example: 4_200,
  })
  baselineUsdPerMonth?: number;

  @TextField({
    description: 'Where that can be seen; needed with it',
    max: 500,
    example: 'Invoices of May to July',
  })
  evidence?: string;

  @TextField({ description: 'Who says so', max: 200, required: true, example: 'ada@example.org' })
  by: string;

  /** @throws request.invalid where an amount is stated without evidence, or evidence without an amount */
  toMeasure(): Pick<SavingMeasure, 'budgetId' | 'category' | 'baseline' | 'by'> {
    const { budgetId, category, baselineUsdPerMonth: usdPerMonth, evidence, by } = this;
    if (usdPerMonth == null && evidence == null)
      return { budgetId, category, baseline: { kind: 'budget' }, by };
    if (usdPerMonth != null && evidence != null)
      return { budgetId, category, baseline: { kind: 'stated', usdPerMonth, evidence }, by };
    const missing = usdPerMonth == null ? 'baselineUsdPerMonth' : 'evidence';
    throw new AppError({
      kind: 'invalid',
      code: 'request.invalid',
      message:
        'What was paid before is stated with where it can be seen: send baselineUsdPerMonth and evidence, or neither.',
      problems: [{ pointer: `/${missing}`, detail: 'expected with the other' }],
    });
  }
}
