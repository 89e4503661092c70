import type { Catalog, FrameworkRow } from '@app/catalog';
import { CONTROLS } from './control-library';

/** The part of the catalog that compliance reads: frameworks with their requirements, and what triggers mean. */
export type ComplianceCatalog = Pick<Catalog, 'frameworks' | 'triggerDefinitions'>;

/** Every id by which a control may be named: ours, and the properties that any requirement names; in order. */
export function knownControlIds(catalog: ComplianceCatalog): string[] {
  const ids = catalog.frameworks.flatMap((entry) => entry.requirements.flatMap((duty) => duty.properties));
  return [...new Set([...CONTROLS.map((row) => row.id), ...ids])].sort();
}

/** The trigger on which a framework as a whole hangs: the one that most of its requirements name. */
export function baseTrigger(framework: FrameworkRow): string | undefined {
  const counts = new Map<string, number>();
  for (const duty of framework.requirements) {
    for (const trigger of duty.triggers) counts.set(trigger, (counts.get(trigger) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}
