import type { Cause, CauseGroup, FigureChange, FoundBy } from './comparison';

/** Figures that a group shows; the rest is found by its key. */
const SHOWN = 5;

/**
 * The causes with what each explains: the one that explains the most important figure first, and of those the one that
 * explains most. `figures` come most important first.
 */
export function causeGroups(
  figures: readonly FigureChange[],
  causes: ReadonlyMap<string, Cause>,
): CauseGroup[] {
  const members = new Map<string, FigureChange[]>();
  for (const entry of figures) {
    for (const key of entry.causes) {
      const list = members.get(key);
      if (list) list.push(entry);
      else members.set(key, [entry]);
    }
  }
  const groups = [...members].map(([key, explained]): CauseGroup => {
    const by = (found: FoundBy) => explained.filter(({ foundBy }) => foundBy === found).length;
    return {
      cause: causes.get(key) as Cause,
      figures: explained.length,
      alone: explained.filter((one) => one.causes.length === 1 && isInFull(one)).length,
      foundBy: {
        trail: by('trail'),
        'trail-in-part': by('trail-in-part'),
        'used-by': by('used-by'),
        'only-difference': by('only-difference'),
      },
      first: explained.slice(0, SHOWN),
    };
  });
  return groups.sort(
    (a, b) => rank(a) - rank(b) || b.figures - a.figures || (a.cause.key < b.cause.key ? -1 : 1),
  );
}

function isInFull({ foundBy }: FigureChange): boolean {
  return foundBy === 'trail' || foundBy === 'only-difference';
}

/** What a run measures anew explains nothing that a reader asks for. */
function rank({ cause }: CauseGroup): number {
  return cause.kind === 'measurement' ? 1 : 0;
}
