import type { Cause } from './comparison';
import { idsOf } from './value-changes';

type Days = Readonly<Record<'from' | 'to', string>>;

interface DatedEvidence {
  readonly artefact: string;
  readonly effectiveDate: string;
  readonly expiryDate?: string;
}

/** Evidence among an answer that counts on one of two days of assessment and not on the other. */
export function expiryCauses(answer: unknown, path: string, days: Days): Cause[] {
  if (days.from === days.to) return [];
  return evidenceIn(answer, path).flatMap(({ evidence, place }) => {
    const sides = { from: standingOf(evidence, days.from), to: standingOf(evidence, days.to) };
    if (sides.from === sides.to) return [];
    const label = `evidence “${evidence.artefact}”, ${datesOf(evidence)}`;
    return [{ key: `evidence-expiry:${place}`, kind: 'evidence-expiry', subject: place, label, ...sides }];
  });
}

/** As the compliance engine judges it: the day of expiry still counts. */
function standingOf({ effectiveDate, expiryDate }: DatedEvidence, asOf: string): string {
  if (effectiveDate > asOf) return 'not yet in effect';
  return expiryDate !== undefined && expiryDate < asOf ? 'expired' : 'in force';
}

function datesOf({ effectiveDate, expiryDate }: DatedEvidence): string {
  return expiryDate === undefined ? `from ${effectiveDate}` : `from ${effectiveDate} to ${expiryDate}`;
}

interface PlacedEvidence {
  readonly evidence: DatedEvidence;
  readonly place: string;
}

function evidenceIn(value: unknown, place: string): PlacedEvidence[] {
  if (isEvidence(value)) return [{ evidence: value, place }];
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? idsOf(value) : null;
  return Object.entries(value).flatMap(([key, inner], at) =>
    evidenceIn(inner, `${place}/${names?.[at] ?? key}`),
  );
}

function isEvidence(value: unknown): value is DatedEvidence {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as DatedEvidence).artefact === 'string' &&
    typeof (value as DatedEvidence).effectiveDate === 'string'
  );
}
