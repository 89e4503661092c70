import type { Doc } from './document';
import { isDoc, isOperatorDoc } from './document';

/** The fields at the top of a document that a reader looks at; a set of names is one. */
export interface Fields {
  has(name: string): boolean;
}

export const ALL_FIELDS: Fields = { has: () => true };
export const NO_FIELDS: Fields = { has: () => false };

export function eitherFields(a: Fields, b: Fields): Fields {
  return { has: (name) => a.has(name) || b.has(name) };
}

/** The field at the top that a path leads into. */
export function topOf(path: string): string {
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

/** What a filter looks at; an expression may look at anything. */
export function fieldsOfFilter(filter: Doc): Fields {
  const names = new Set<string>();
  return collect(filter, names) ? names : ALL_FIELDS;
}

function collect(filter: Doc, names: Set<string>): boolean {
  return Object.entries(filter).every(([key, operand]) => {
    if (!key.startsWith('$')) names.add(topOf(key));
    else if (key === '$expr') return false;
    else if (Array.isArray(operand)) return operand.every((part) => !isDoc(part) || collect(part, names));
    return true;
  });
}

/** What the projection of a find looks at; the positional one asks the filter for the element it means. */
export function fieldsOfProjection(spec: Doc, filter: Doc): Fields {
  const entries = Object.entries(spec);
  const dropped = entries.filter(([, value]) => value === 0 || value === false).map(([path]) => path);
  const others = entries.filter(([, value]) => value !== 0 && value !== false);
  const kept = others.filter(([, value]) => !(isOperatorDoc(value) && '$slice' in value));
  if (kept.length === 0 || dropped.some((path) => path !== '_id')) {
    return { has: (name) => !dropped.includes(name) };
  }
  const plain = others.every(
    ([, value]) =>
      typeof value === 'number' ||
      value === true ||
      (isOperatorDoc(value) && ('$slice' in value || '$elemMatch' in value)),
  );
  if (!plain) return ALL_FIELDS;
  const names = new Set(others.map(([path]) => topOf(path)));
  return others.some(([path]) => path.endsWith('.$')) ? eitherFields(names, fieldsOfFilter(filter)) : names;
}
