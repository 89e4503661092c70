import { isInEea, jurisdictionOf } from '@app/compliance';
import { literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { listOf } from '../bench/naming';
import type { Workbench } from '../workbench';

/** Frameworks of the catalog are law of the European Union and of the United States, or bind nobody by law. */
const isCovered = (place: string): boolean => place === 'US' || place === 'EU' || isInEea(place);

/** Stated places whose law no framework of the catalog is: that nothing is shown to apply there says nothing. */
export function lawElsewhere(notes: Analysis, { input }: Workbench): void {
  const stated = [
    ...(input.organisation?.regions ?? []),
    ...input.workloads.flatMap(({ residency }) => residency ?? []),
  ];
  const places = [...new Set(stated.map((entry) => jurisdictionOf(entry) ?? entry.toUpperCase()))].sort();
  const missing = places.filter((place) => !isCovered(place));
  if (missing.length === 0) return;
  notes.leaveOut({
    id: 'compliance.law-elsewhere',
    subject: `Law of ${literal(listOf(missing))}`,
    reason:
      'no framework of the catalog is law of that place: what it asks of personal data, of the sector and of AI has to be named by somebody who knows it, or entered as frameworks of your own',
  });
}
