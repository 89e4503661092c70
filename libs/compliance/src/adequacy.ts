import type { Source } from '@app/kernel';
import { z } from 'zod';
import adequacyFile from '../data/adequacy.json';

const LISTS = ['commission', 'us', 'uk', 'brazil'] as const;
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const file = z
  .strictObject({
    note: z.string(),
    items: z.array(
      z.strictObject({
        place: z.string().regex(/^[A-Z]{2}$/),
        name: z.string().min(1),
        from: day,
        until: day.optional(),
        part: z.string().min(1).optional(),
        list: z.enum(LISTS),
      }),
    ),
    sources: z.record(
      z.enum(LISTS),
      z.strictObject({
        title: z.string(),
        url: z.url(),
        asOf: day,
        confidence: z.enum(['high', 'medium', 'low']),
      }),
    ),
  })
  .parse(adequacyFile);

/** An adequacy decision of the European Commission (GDPR Art. 45), as far as the catalog knows it. */
export interface AdequacyDecision {
  /** ISO 3166-1 alpha-2. */
  readonly place: string;
  readonly name: string;
  /** ISO date from which on it is known to stand. */
  readonly from: string;
  /** Last day, ISO; undefined where it has none. */
  readonly until?: string;
  /** Who alone is covered; undefined where the whole place is. */
  readonly part?: string;
  readonly source: Source;
}

/** Every decision of the catalog, in file order. */
export const ADEQUACY_DECISIONS: readonly AdequacyDecision[] = file.items.map(({ list, ...row }) => ({
  ...row,
  source: file.sources[list],
}));

/** The decision that covers a place on a day (ISO), if the catalog knows one. That it knows none proves nothing. */
export function adequacyOf(place: string, asOf: string): AdequacyDecision | undefined {
  const country = place.toUpperCase().slice(0, 2);
  return ADEQUACY_DECISIONS.find(
    (row) => row.place === country && row.from <= asOf && (row.until === undefined || row.until >= asOf),
  );
}
