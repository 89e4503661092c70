import type { Discount } from './discount.row';
import type { CatalogOverrides, OverrideFile } from './override-file';

/** The files as they stand on a day (ISO): without discounts that have not begun or have ended. */
export function overridesOn(overrides: CatalogOverrides, day: string): CatalogOverrides {
  const isOver = (row: Discount): boolean => (row.validFrom ?? day) > day || (row.validTo ?? day) < day;
  if (!discountsOf(overrides).some(isOver)) return overrides;
  const files = overrides.files.map((file) =>
    isOfDiscounts(file) ? { ...file, rows: file.rows.filter((row) => !isOver(row)) } : file,
  );
  return { ...overrides, files };
}

/** A number that is the same for days on which the same discounts stand, and never falls. */
export function discountPeriod(overrides: CatalogOverrides, day: string): number {
  return discountsOf(overrides).reduce(
    (changes, { validFrom, validTo }) =>
      changes +
      (validFrom !== undefined && validFrom <= day ? 1 : 0) +
      (validTo !== undefined && validTo < day ? 1 : 0),
    0,
  );
}

function discountsOf({ files }: CatalogOverrides): readonly Discount[] {
  return files.filter(isOfDiscounts).flatMap(({ rows }) => rows);
}

function isOfDiscounts(file: OverrideFile): file is OverrideFile<'discounts'> {
  return file.kind === 'discounts';
}
