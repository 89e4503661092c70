/** A part of a document that somebody else wrote: nothing is known of it until it is looked at. */
export type Loose = Readonly<Record<string, unknown>>;

/** A field of its own, never one of a prototype; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Loose)[name] : undefined;
}

/** The value behind several fields, one within the other. */
export function valueAt(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((inner, name) => fieldOf(inner, name), value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that says something, of a length that a name may have. */
export function nameOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200 ? value.trim() : null;
}

/** A whole number from 0 to a million, as numbers of machines are; null for all else. */
export function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 1_000_000
    ? value
    : null;
}
