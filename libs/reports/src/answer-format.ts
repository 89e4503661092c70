/** An answer as a person gave it, on one line. */
export function printAnswer(value: unknown): string {
  if (typeof value === 'string') return value;
  // As given, not rounded: it is what the person wrote.
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 20 });
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(printAnswer).join(', ');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${printAnswer(part)}`)
      .join(', ');
  }
  return 'none';
}
