import type { BudgetPlan } from '@app/budgets';
import type { CostCategory } from '@app/pricing';
import { COST_CATEGORIES } from '@app/pricing';
import { ChoiceField, FlagField, NumberField, PartListField, TextField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';
import { Transform } from 'class-transformer';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** Five years of every category. */
const MOST_LINES = 720;

export class BudgetLineDto {
  @TextField({
    description: 'Month',
    max: 7,
    pattern: MONTH,
    form: 'a month such as 2027-01',
    required: true,
    example: '2027-01',
  })
  month: string;

  @ChoiceField({
    description: 'What it is for',
    values: COST_CATEGORIES,
    required: true,
    example: 'compute',
  })
  category: CostCategory;

  @NumberField({ description: 'US dollars', min: 0, max: 1e12, required: true, example: 12_000 })
  usd: number;
}

/** The body of POST and PUT: amounts by month and category, in US dollars. */
export class BudgetDto {
  @TextField({ description: 'What to call it', max: 200, required: true, example: 'Assistant 2027' })
  name: string;

  @TextField({
    description: 'The assessment it is for; the whole tenant if left out',
    max: 26,
    example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2',
  })
  assessmentId?: string;

  @PartListField({
    description: 'Amounts, one for each month and category',
    of: () => BudgetLineDto,
    min: 1,
    max: MOST_LINES,
    required: true,
  })
  lines: BudgetLineDto[];

  toPlan(): BudgetPlan {
    const lines = this.lines.map(({ month, category, usd }) => ({ month, category, usd }));
    return { name: this.name, assessmentId: this.assessmentId ?? null, lines };
  }
}

/** The query of `GET /v1/budgets`. */
export class BudgetQueryDto extends PageQueryDto {
  @TextField({ description: 'Those of this assessment', max: 26 })
  assessmentId?: string;
}

/** Where the forecast of a budget comes from: a run, or the newest finished run of an assessment. */
export class AttachForecastDto {
  @TextField({
    description: 'The run whose forecast to take',
    max: 26,
    example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2',
  })
  runId?: string;

  @TextField({ description: 'Or: the assessment whose newest run with a result to take', max: 26 })
  assessmentId?: string;

  @TextField({
    description: "The month that the forecast begins with; that of the run's date if left out",
    max: 7,
    pattern: MONTH,
    form: 'a month such as 2027-01',
    example: '2027-01',
  })
  firstMonth?: string;
}

/** A file of actuals. */
export class ActualsDto {
  @TextField({
    description: 'CSV with the columns date (2027-01-31 or 2027-01), category and amount_usd',
    max: 1_000_000,
    required: true,
    example: 'date,category,amount_usd\n2027-01-01,compute,412.50\n',
  })
  csv: string;

  @TextField({ description: 'Name of the file, for the list', max: 200, example: 'january.csv' })
  fileName?: string;
}

/** `?dryRun=true`: read the file and say what is in it, store nothing. */
export class ActualsQueryDto {
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @FlagField({ description: 'Read the file and say what is wrong with it; store nothing' })
  dryRun?: boolean;
}

export class AcknowledgementDto {
  @TextField({ description: 'Why it is all right, or who looks after it', max: 500, example: 'Load test' })
  note?: string;
}
