import type { Cause, FigureChange, FoundBy } from './comparison';
import type { FigureDifference, FigurePair } from './figure-differences';
import type { OwnCauses } from './own-causes';
import { FigureTrails, inputsOf } from './figure-trails';

/** What is known of the figures that differ. */
export interface Unexplained {
  readonly pairs: ReadonlyMap<string, FigurePair>;
  readonly differences: ReadonlyMap<string, FigureDifference>;
  readonly own: OwnCauses;
  /** What whatever is left is due to; null where that is not known. */
  readonly only: Cause | null;
  /** The two runs were given one thing differently, and nothing else. */
  readonly isOneDifference: boolean;
}

export interface Explained {
  readonly figures: readonly FigureChange[];
  /** Every cause that explains a figure, by key. */
  readonly causes: ReadonlyMap<string, Cause>;
}

/** A few milliseconds of work. */
const FIGURES_A_PIECE = 100;

type Keys = ReadonlySet<string>;
const NONE: Keys = new Set();

/**
 * Finds for each figure the deepest causes of its change: down through the changed figures that it is computed from to
 * the answers, facts and rules that those rest on. In pieces of a few milliseconds.
 */
export function* explainFigures(known: Unexplained): Generator<void, Explained> {
  const trails = new FigureTrails(known);
  const users = yield* changedUsers(known);
  const causes = trails.causes;
  const figures: FigureChange[] = [];
  for (const [id, difference] of known.differences) {
    const { keys, isWhole } = trails.of(id);
    const found = isWhole || known.isOneDifference ? 'trail' : 'trail-in-part';
    figures.push(explained(difference, keys, found) ?? explainedOtherwise(id, difference));
    if (figures.length % FIGURES_A_PIECE === 0) yield;
  }
  return { figures, causes };

  function explainedOtherwise(id: string, difference: FigureDifference): FigureChange {
    // Only one report shows it: for the sake of what is computed from it there.
    const used = difference.kind === 'changed' ? NONE : causesOfUsers(id, users, trails);
    const byUse = explained(difference, used, 'used-by');
    if (byUse) return byUse;
    if (known.only === null) return { ...difference, causes: [], foundBy: 'none' };
    causes.set(known.only.key, known.only);
    return { ...difference, causes: [known.only.key], foundBy: 'only-difference' };
  }
}

function explained(difference: FigureDifference, keys: Keys, foundBy: FoundBy): FigureChange | null {
  return keys.size === 0 ? null : { ...difference, causes: [...keys].sort(), foundBy };
}

/** For each figure that differs, those that differ too and are computed from it. */
function* changedUsers({
  pairs,
  differences,
}: Unexplained): Generator<void, ReadonlyMap<string, readonly string[]>> {
  const users = new Map<string, string[]>();
  let read = 0;
  for (const id of differences.keys()) {
    for (const input of inputsOf(pairs.get(id) as FigurePair)) {
      const list = users.get(input);
      if (list) list.push(id);
      else users.set(input, [id]);
    }
    read += 1;
    if (read % FIGURES_A_PIECE === 0) yield;
  }
  return users;
}

function causesOfUsers(
  id: string,
  users: ReadonlyMap<string, readonly string[]>,
  trails: FigureTrails,
): Keys {
  const keys = new Set<string>();
  const seen = new Set<string>([id]);
  const open = [...(users.get(id) ?? [])];
  for (let user = open.pop(); user !== undefined; user = open.pop()) {
    if (seen.has(user)) continue;
    seen.add(user);
    for (const key of trails.of(user).keys) keys.add(key);
    open.push(...(users.get(user) ?? []));
  }
  return keys;
}
