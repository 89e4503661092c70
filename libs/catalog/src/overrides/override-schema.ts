import { z } from 'zod';
import { instanceRowId } from '../rows/instance.row';
import { managedServiceRowId } from '../rows/managed-service.row';
import { ownApiPriceSchema } from './api-price.row';
import { discountSchema } from './discount.row';
import { ownFrameworkSchema } from './framework.row';
import { ownInstancePriceSchema } from './instance-price.row';
import { ownModelSchema } from './model.row';
import type { OverrideKind, OverrideRows } from './override-file';
import { ownedHardwareSchema } from './owned-hardware.row';
import { ownServicePriceSchema } from './service-price.row';

/** How the rows of each kind of override file are checked. */
export const OVERRIDE_SCHEMAS = {
  'instance-prices': ownInstancePriceSchema,
  'api-prices': ownApiPriceSchema,
  'service-prices': ownServicePriceSchema,
  discounts: discountSchema,
  'owned-hardware': ownedHardwareSchema,
  models: ownModelSchema,
  frameworks: ownFrameworkSchema,
} as const satisfies { readonly [Kind in OverrideKind]: z.ZodObject };

const ROW_IDS: { readonly [Kind in OverrideKind]: (row: OverrideRows[Kind]) => string } = {
  'instance-prices': (row) => instanceRowId({ ...row, category: '' }),
  'api-prices': (row) => row.id,
  'service-prices': managedServiceRowId,
  discounts: ({ provider, service, instanceFamily, regions, purchases, validFrom, validTo }) =>
    [
      ...[provider, service, instanceFamily, regions?.join('+'), purchases?.join('+')].map(
        (part) => part ?? '*',
      ),
      ...(validFrom === undefined && validTo === undefined ? [] : [`${validFrom ?? ''}..${validTo ?? ''}`]),
    ].join('/'),
  'owned-hardware': (row) => row.id,
  models: (row) => row.id,
  frameworks: (row) => row.id,
};

/** What names a row within a file of its kind. */
export function overrideRowId<Kind extends OverrideKind>(kind: Kind, row: OverrideRows[Kind]): string {
  return (ROW_IDS[kind] as (row: OverrideRows[Kind]) => string)(row);
}

export type ColumnType = 'text' | 'number' | 'list';

/** One column of a CSV file of a kind. */
export interface OverrideColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
}

/** The columns that a CSV file of a kind may have. A framework has one line for each of its requirements. */
export function overrideColumns(kind: OverrideKind): readonly OverrideColumn[] {
  const own = columnsOf(OVERRIDE_SCHEMAS[kind].shape);
  if (kind !== 'frameworks') return own;
  const requirement = ownFrameworkSchema.shape.requirements.element;
  return [...own.filter(({ name }) => name !== 'requirements'), ...columnsOf(requirement.shape)];
}

/** Names of the columns that belong to a requirement, not to its framework. */
export const REQUIREMENT_COLUMNS: ReadonlySet<string> = new Set(
  Object.keys(ownFrameworkSchema.shape.requirements.element.shape),
);

function columnsOf(shape: Readonly<Record<string, z.core.$ZodType>>): OverrideColumn[] {
  return Object.entries(shape).map(([name, type]) => ({
    name,
    type: columnType(type),
    required: type._zod.optin === undefined,
  }));
}

function columnType(type: z.core.$ZodType): ColumnType {
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable) return columnType(type.unwrap());
  if (type instanceof z.ZodDefault) return columnType(type.unwrap());
  if (type instanceof z.ZodNumber) return 'number';
  return type instanceof z.ZodArray ? 'list' : 'text';
}
