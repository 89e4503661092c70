import type { Cause, FigureChange } from './comparison';
import type { FigureDifference, FigurePair } from './figure-differences';
import { distinct, type OwnCauses } from './own-causes';

/** What is known of the figures that differ. */
export interface Unexplained {
  readonly pairs: ReadonlyMap<string, FigurePair>;
  readonly differences: ReadonlyMap<string, FigureDifference>;
  readonly own: OwnCauses;
  /** What whatever is left is due to; null where that is not known. */
  readonly only: Cause | null;
}

export interface Explained {
  readonly figures: readonly FigureChange[];
  /** Every cause that explains a figure, by key. */
  readonly causes: ReadonlyMap<string, Cause>;
}

type Keys = ReadonlySet<string>;
const NONE: Keys = new Set();

/**
 * Finds for each figure the deepest causes of its change: down through the changed figures that it is computed from to
 * the answers, facts and rules that those rest on.
 */
export function explainFigures(known: Unexplained): Explained {
  const causes = new Map<string, Cause>();
  const trail = trailCauses(known, causes);
  const users = changedUsers(known);
  const figures = [...known.differences].map(([id, difference]): FigureChange => {
    const found = trail(id);
    if (found.size > 0) return { ...difference, causes: [...found].sort(), foundBy: 'trail' };
    // Only one report shows it: for the sake of what is computed from it there.
    const used = difference.kind === 'changed' ? NONE : causesOfUsers(id, users, trail);
    if (used.size > 0) return { ...difference, causes: [...used].sort(), foundBy: 'used-by' };
    if (known.only === null) return { ...difference, causes: [], foundBy: 'none' };
    causes.set(known.only.key, known.only);
    return { ...difference, causes: [known.only.key], foundBy: 'only-difference' };
  });
  return { figures, causes };
}

function trailCauses({ pairs, differences, own }: Unexplained, causes: Map<string, Cause>) {
  const found = new Map<string, Set<string>>();
  return function trail(id: string): Keys {
    const known = found.get(id);
    if (known) return known;
    const pair = pairs.get(id);
    const difference = differences.get(id);
    if (!pair || !difference) return NONE;
    const keys = new Set<string>();
    // Set before its inputs are followed: figures that are computed from each other end here.
    found.set(id, keys);
    for (const [key, cause] of distinct(own.of(pair, difference))) {
      causes.set(key, causes.get(key) ?? cause);
      keys.add(key);
    }
    for (const input of inputsOf(pair)) for (const key of trail(input)) keys.add(key);
    return keys;
  };
}

function inputsOf({ from, to }: FigurePair): ReadonlySet<string> {
  return new Set([...(from?.inputs ?? []), ...(to?.inputs ?? [])]);
}

/** For each figure that differs, those that differ too and are computed from it. */
function changedUsers({ pairs, differences }: Unexplained): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const id of differences.keys()) {
    for (const input of inputsOf(pairs.get(id) as FigurePair)) {
      const list = users.get(input);
      if (list) list.push(id);
      else users.set(input, [id]);
    }
  }
  return users;
}

function causesOfUsers(
  id: string,
  users: ReadonlyMap<string, readonly string[]>,
  trail: (id: string) => Keys,
): Keys {
  const keys = new Set<string>();
  const seen = new Set<string>([id]);
  const open = [...(users.get(id) ?? [])];
  for (let user = open.pop(); user !== undefined; user = open.pop()) {
    if (seen.has(user)) continue;
    seen.add(user);
    for (const key of trail(user)) keys.add(key);
    open.push(...(users.get(user) ?? []));
  }
  return keys;
}
