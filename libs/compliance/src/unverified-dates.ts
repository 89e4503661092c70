/**
 * Dates that the notes of the catalog give from secondary sources only. For the EU AI Act these are the dates that the
 * Digital Omnibus on AI changed: its publication in the Official Journal was not seen.
 */
const UNVERIFIED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'eu-ai-act',
    new Set(['markingTransitionEnd', 'annexIIIHighRisk', 'annexIHighRisk', '2027-12-02', '2028-08-02']),
  ],
]);

/** Whether a date of a framework is marked as unverified, by the name it has in the catalog or as a requirement's date. */
export function isUnverifiedDate(frameworkId: string, name: string | null, date: string | null): boolean {
  const marked = UNVERIFIED.get(frameworkId);
  if (!marked) return false;
  return name === null ? date !== null && marked.has(date) : marked.has(name);
}
