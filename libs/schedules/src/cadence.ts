export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const CADENCES = ['daily', 'weekly', 'on-catalog-change'] as const;
export type CadenceKind = (typeof CADENCES)[number];

/** When an assessment is assessed again. `at` is a time of day, `07:30`, on the clocks of an IANA time zone. */
export type Cadence =
  | { readonly kind: 'daily'; readonly at: string; readonly timeZone: string }
  | { readonly kind: 'weekly'; readonly weekday: Weekday; readonly at: string; readonly timeZone: string }
  /** When the catalog that the product ships or the tenant's own files become others. */
  | { readonly kind: 'on-catalog-change' };
