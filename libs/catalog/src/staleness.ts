import type { Source } from '@app/kernel';

/** Kinds of facts, by how fast they change. */
export type FactKind =
  | 'on-demand-price'
  | 'commitment-price'
  | 'spot-price'
  | 'api-price'
  | 'service-price'
  | 'specification'
  | 'carbon'
  | 'framework';

/**
 * Days after which a fact of a kind should be looked up again. Our own choice, not a published rule: spot prices move
 * hourly, API lists change several times a year, rented hardware about twice a year, grid statistics are yearly, and
 * the specification of a chip or a model hardly ever changes after release.
 */
export const STALENESS_LIMIT_DAYS: Readonly<Record<FactKind, number>> = {
  'spot-price': 7,
  'api-price': 60,
  'on-demand-price': 120,
  'commitment-price': 120,
  'service-price': 365,
  carbon: 730,
  framework: 180,
  specification: 1095,
};

export interface Staleness {
  readonly ageDays: number;
  readonly limitDays: number;
  readonly stale: boolean;
}

const DAY_MS = 86_400_000;

/** The last day that an ISO date, year-month or year covers, as a time in ms: the kindest reading of a coarse date. */
function lastDayOf(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number?, number?];
  if (day !== undefined && month !== undefined) return Date.UTC(year, month - 1, day);
  if (month !== undefined) return Date.UTC(year, month, 0);
  return Date.UTC(year, 12, 0);
}

/** The age of a source in whole days on the day `asOf` (ISO date), against the limit for its kind of fact. */
export function staleness(source: Pick<Source, 'asOf'>, asOf: string, kind: FactKind): Staleness {
  const ageDays = Math.max(0, Math.floor((lastDayOf(asOf) - lastDayOf(source.asOf)) / DAY_MS));
  const limitDays = STALENESS_LIMIT_DAYS[kind];
  return { ageDays, limitDays, stale: ageDays > limitDays };
}
