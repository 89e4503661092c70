import { applyDecorators } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import type { ValidationArguments } from 'class-validator';
import { IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { preview } from './field-problems';

interface Field {
  readonly description: string;
  readonly example?: unknown;
  /** Whether it must be given. What is optional may also be null, as an empty line of YAML gives it. */
  readonly required?: boolean;
  /** Whether null says something of its own, such as that what is there is taken away. */
  readonly nullable?: boolean;
}

type Constructor = new () => object;

interface Rule {
  readonly name: string;
  readonly expects: string | ((value: unknown) => string);
  readonly accepts: (value: unknown) => boolean;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A text of at least one and at most `max` characters. */
export function TextField(
  field: Field & { max: number; pattern?: RegExp; form?: string },
): PropertyDecorator {
  const { max, pattern, form } = field;
  const expects = form ?? `a text of 1 to ${max} characters`;
  return decorate(
    field,
    { type: 'string', minLength: 1, maxLength: max, ...(pattern && { pattern: pattern.source }) },
    {
      name: 'text',
      expects,
      accepts: (value) => isText(value, max) && (pattern?.test(value) ?? true),
    },
    { name: 'blank', expects: 'more than blanks', accepts: (value) => value === '' || !isBlank(value) },
  );
}

/** A finite number within its range, both ends included. */
export function NumberField(field: Field & { min: number; max: number; whole?: boolean }): PropertyDecorator {
  const { min, max, whole } = field;
  return decorate(
    field,
    { type: whole ? 'integer' : 'number', minimum: min, maximum: max },
    {
      name: 'number',
      expects: `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`,
      accepts: (value) =>
        typeof value === 'number' &&
        (whole ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
        value >= min &&
        value <= max,
    },
  );
}

export function FlagField(field: Field): PropertyDecorator {
  return decorate(
    field,
    { type: 'boolean' },
    {
      name: 'flag',
      expects: 'true or false',
      accepts: (value) => typeof value === 'boolean',
    },
  );
}

/** One of a closed set. */
export function ChoiceField(field: Field & { values: readonly string[] }): PropertyDecorator {
  const { values } = field;
  return decorate(
    field,
    { type: 'string', enum: [...values] },
    {
      name: 'choice',
      expects: `one of ${values.join(', ')}`,
      accepts: (value) => typeof value === 'string' && values.includes(value),
    },
  );
}

/** A day that exists, as `2026-03-31`. */
export function DateField(field: Field): PropertyDecorator {
  return decorate(
    field,
    { type: 'string', format: 'date' },
    {
      name: 'date',
      expects: 'a date such as 2026-03-31',
      accepts: isDay,
    },
  );
}

/** A moment, or the beginning of a day in UTC: `2026-03-31T12:00:00Z`, `2026-03-31`. */
export function InstantField(field: Field): PropertyDecorator {
  return decorate(
    field,
    { type: 'string', format: 'date-time' },
    {
      name: 'instant',
      expects: 'a time such as 2026-03-31T12:00:00Z, or a date',
      accepts: (value) =>
        typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
    },
  );
}

/** A list of texts; a wrong entry is named by its own pointer. */
export function TextListField(
  field: Field & { maxItems: number; max: number; pattern?: RegExp; form?: string },
): PropertyDecorator {
  const { maxItems, max, pattern, form } = field;
  const items = { type: 'string', minLength: 1, maxLength: max, ...(pattern && { pattern: pattern.source }) };
  return decorate(
    field,
    { type: 'array', maxItems, items },
    ...listRules(maxItems, {
      expects: form ?? `a text of 1 to ${max} characters`,
      accepts: (value) => isText(value, max) && (pattern?.test(value) ?? true),
    }),
  );
}

/** A list of numbers of one of the given lengths; a wrong entry is named by its own pointer. */
export function NumberListField(
  field: Field & { lengths: readonly number[]; min: number; max: number },
): PropertyDecorator {
  const { lengths, min, max } = field;
  const [fewest, most] = [Math.min(...lengths), Math.max(...lengths)];
  const items = { type: 'number', minimum: min, maximum: max };
  return decorate(
    field,
    { type: 'array', minItems: fewest, maxItems: most, items },
    {
      name: 'length',
      expects: `a list of ${lengths.length > 2 ? `${fewest} to ${most}` : lengths.join(' or ')} numbers`,
      accepts: (value) => Array.isArray(value) && lengths.includes(value.length),
    },
    ...listRules(most, {
      expects: `a number from ${min} to ${max}`,
      accepts: (value) => typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max,
    }),
  );
}

/** A list of choices from a closed set. */
export function ChoiceListField(field: Field & { values: readonly string[] }): PropertyDecorator {
  const { values } = field;
  const schema = { type: 'array', maxItems: values.length, items: { type: 'string', enum: [...values] } };
  return decorate(
    field,
    schema as ApiPropertyOptions,
    ...listRules(values.length, {
      expects: `one of ${values.join(', ')}`,
      accepts: (value) => typeof value === 'string' && values.includes(value),
    }),
  );
}

/** A part with fields of its own. */
export function PartField(field: Field & { of: () => Constructor }): PropertyDecorator {
  const rule = { name: 'part', expects: 'an object', accepts: isPlain };
  return applyDecorators(
    decorate(field, { type: () => field.of() }, rule),
    Type(field.of),
    ValidateNested(QUIET),
  );
}

/** A list of parts. */
export function PartListField(
  field: Field & { of: () => Constructor; min?: number; max: number },
): PropertyDecorator {
  const { of, min = 0, max } = field;
  const rule: Rule = {
    name: 'parts',
    expects: `a list of ${min} to ${max} objects`,
    accepts: (value) =>
      Array.isArray(value) &&
      value.length >= min &&
      value.length <= max &&
      value.every((one) => isPlain(one)),
  };
  return applyDecorators(
    decorate(field, { type: () => of(), isArray: true, minItems: min, maxItems: max }, rule),
    Type(of),
    ValidateNested({ ...QUIET, each: true }),
  );
}

/** The rule beside it says the same with the bounds. */
const QUIET = { message: 'expected an object' };

function decorate(field: Field, schema: ApiPropertyOptions, ...rules: readonly Rule[]): PropertyDecorator {
  const { description, example, required = false, nullable = false } = field;
  const property = {
    ...schema,
    description,
    required,
    ...(nullable && { nullable }),
    ...(example !== undefined && { example }),
  };
  return applyDecorators(
    ApiProperty(property as ApiPropertyOptions),
    ...rules.map(({ name, expects, accepts }) =>
      ValidateBy({ name, validator: { validate: accepts, defaultMessage: messageOf(expects) } }),
    ),
    ...(required ? [] : [IsOptional()]),
  );
}

function messageOf(expects: Rule['expects']) {
  return (args?: ValidationArguments) =>
    typeof expects === 'string' ? `expected ${expects}` : expects(args?.value);
}

/** One rule for the list as a whole, and one that names the first wrong entry by its number. */
function listRules(
  maxItems: number,
  entry: { readonly expects: string; readonly accepts: Rule['accepts'] },
): Rule[] {
  const fits = (value: unknown): value is unknown[] => Array.isArray(value) && value.length <= maxItems;
  const firstWrong = (list: unknown[]) => list.findIndex((item) => !entry.accepts(item));
  return [
    { name: 'list', expects: `a list of up to ${maxItems} entries`, accepts: fits },
    {
      name: 'entry',
      expects: (value) => {
        const index = fits(value) ? firstWrong(value) : -1;
        const what = Array.isArray(value) ? preview(value[index]) : '';
        return `[${index}] expected ${entry.expects}, got ${what}`;
      },
      accepts: (value) => !fits(value) || firstWrong(value) === -1,
    },
  ];
}

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= max;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
