import { nearestIds, type AcceleratorRow, type Catalog, type ModelRow } from '@app/catalog';
import { acceleratorsNamed } from './accelerator-names';
import { modelNames } from './model-names';

/** A row of the catalog for an id, or the words that say that there is none, with the nearest ids. */
export interface BenchmarkFacts {
  readonly model: (id: string) => ModelRow | string;
  readonly accelerator: (id: string) => AcceleratorRow | string;
}

/**
 * Look-ups by id, or by a name that means one row of the catalog and no other, for predictions of many rows. Of a
 * model's name the publisher and the variant do not count; a name that several accelerators have is refused.
 */
export function benchmarkFacts(catalog: Pick<Catalog, 'models' | 'accelerators'>): BenchmarkFacts {
  const models = new Map(catalog.models.map((row) => [row.id, row]));
  const named = new Map(catalog.models.flatMap((row) => [[modelNames(row.id)[0] ?? row.id, row] as const]));
  const accelerators = new Map(catalog.accelerators.map((row) => [row.id, row]));
  return {
    model: remembered((id) => {
      const found = models.get(id) ?? modelNames(id).flatMap((name) => named.get(name) ?? [])[0];
      return found ?? missing('model', id, models.keys());
    }),
    accelerator: remembered((id) => {
      const found = accelerators.get(id);
      if (found !== undefined) return found;
      const [only, ...others] = acceleratorsNamed(id, catalog.accelerators);
      if (only === undefined) return missing('accelerator', id, accelerators.keys());
      if (others.length === 0) return only;
      const ids = [only, ...others].map((row) => row.id).sort();
      return `accelerator ${id} may be any of ${ids.join(', ')}: name the one that was measured`;
    }),
  };
}

/** Files repeat the same few names in thousands of rows. */
function remembered<T>(find: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const found = known.get(id) ?? find(id);
    known.set(id, found);
    return found;
  };
}

function missing(what: string, id: string, known: Iterable<string>): string {
  return `${what} ${id} is not in the catalog; the nearest are ${nearestIds(id, known).join(', ')}`;
}
