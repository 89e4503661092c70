import { canonicalJson, jsonPointer } from '@app/kernel';

export type ChangeKind = 'changed' | 'added' | 'removed' | 'moved';

/**
 * One field that two documents have differently. `from` and `to` are null where the field is not there; a pointer is
 * null on the side that has none. `moved`: the entry is the same, its place among the others of its list is not.
 */
export interface FieldChange {
  readonly kind: ChangeKind;
  /** RFC 6901 pointers into the one document and the other. */
  readonly fromPointer: string | null;
  readonly toPointer: string | null;
  readonly from: unknown;
  readonly to: unknown;
  /** The same place in both, with the ids of list entries instead of their numbers: `/workloads/chat/traffic`. */
  readonly path: string;
}

type Segments = ReadonlyArray<string | number>;

/** Where a value stands: by number in each document, and by id in both. */
export interface Place {
  readonly from: Segments;
  readonly to: Segments;
  readonly path: Segments;
}

const ROOT: Place = { from: [], to: [], path: [] };

/**
 * Field by field what makes `to` of `from`, in the order of the keys. Lists whose entries all have an id are matched
 * by id, lists of other objects by number, lists of plain values as a whole.
 */
export function valueChanges(from: unknown, to: unknown, place: Place = ROOT): FieldChange[] {
  if (from === to) return [];
  if (from === undefined) return [changeAt(place, 'added', undefined, to)];
  if (to === undefined) return [changeAt(place, 'removed', from, undefined)];
  if (Array.isArray(from) && Array.isArray(to)) return listChanges(from, to, place);
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
    return keys.flatMap((key) => valueChanges(from[key], to[key], step(place, key, key, key)));
  }
  return canonicalJson(from) === canonicalJson(to) ? [] : [changeAt(place, 'changed', from, to)];
}

/** The ids of a list's entries, or null where some entry has none or shares it. */
export function idsOf(list: readonly unknown[]): readonly string[] | null {
  const ids = list.map((entry) => (isObject(entry) && typeof entry['id'] === 'string' ? entry['id'] : null));
  return ids.every((id) => id !== null) && new Set(ids).size === ids.length ? ids : null;
}

function listChanges(from: readonly unknown[], to: readonly unknown[], place: Place): FieldChange[] {
  const [fromIds, toIds] = [idsOf(from), idsOf(to)];
  if (fromIds && toIds && fromIds.length + toIds.length > 0) {
    const [before, after] = [placesOf(fromIds), placesOf(toIds)];
    const was = placesOf(fromIds.filter((id) => after.has(id)));
    const is = placesOf(toIds.filter((id) => before.has(id)));
    return [...new Set([...toIds, ...fromIds])].sort().flatMap((id) => {
      const [a, b] = [before.get(id) ?? -1, after.get(id) ?? -1];
      const own = step(place, a, b, id);
      const inner = valueChanges(from[a], to[b], own);
      // Moved among those that both have: one that came or went moves no other.
      return was.get(id) === is.get(id) ? inner : [changeAt(own, 'moved', a, b), ...inner];
    });
  }
  if (![...from, ...to].every(isObject)) {
    return canonicalJson(from) === canonicalJson(to) ? [] : [changeAt(place, 'changed', from, to)];
  }
  const longest = Math.max(from.length, to.length);
  return Array.from({ length: longest }, (_, at) =>
    valueChanges(from[at], to[at], step(place, at, at, at)),
  ).flat();
}

function placesOf(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, place) => [id, place]));
}

function step(place: Place, from: string | number, to: string | number, path: string | number): Place {
  return { from: [...place.from, from], to: [...place.to, to], path: [...place.path, path] };
}

function changeAt(place: Place, kind: ChangeKind, from: unknown, to: unknown): FieldChange {
  return {
    kind,
    fromPointer: kind === 'added' ? null : jsonPointer(place.from),
    toPointer: kind === 'removed' ? null : jsonPointer(place.to),
    from: from ?? null,
    to: to ?? null,
    path: jsonPointer(place.path),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
