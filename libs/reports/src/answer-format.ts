// All digits: it is what the person wrote, not a result.
const AS_GIVEN = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });

/** An answer as a person gave it, on one line. */
export function printAnswer(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return AS_GIVEN.format(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(printAnswer).join(', ');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${printAnswer(part)}`)
      .join(', ');
  }
  return 'none';
}
