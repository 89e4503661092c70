import { controlName } from '@app/compliance';
import { literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';

/** Controls that one record may show without a word about it. */
const EXPECTED = 10;
/** Controls that the finding names one by one. */
const NAMED = 5;

/** Records that are named for many controls: each may be right, and nobody can check it without the place in the record. */
export function sharedEvidence(notes: Analysis, bench: Workbench): void {
  const users = new Map<string, { artefact: string; controls: Set<string> }>();
  for (const { id, evidence } of bench.input.controls ?? []) {
    for (const { artefact } of evidence ?? []) {
      const key = artefact.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
      const entry = users.get(key) ?? { artefact, controls: new Set<string>() };
      entry.controls.add(controlName(id));
      users.set(key, entry);
    }
  }
  const widest = [...users.values()].sort((a, b) => b.controls.size - a.controls.size)[0];
  if (!widest || widest.controls.size <= EXPECTED) return;
  const names = [...widest.controls].sort();
  const count = notes.count(
    'compliance.shared-evidence.controls',
    'Controls for which the same record is named',
    names.length,
    'count of controls whose evidence names the record that is named most often',
  );
  notes.find({
    id: 'compliance.shared-evidence',
    severity: 'medium',
    title: `One record is to show ${counted(count, 'control', 'controls')}`,
    statement: `${literal(widest.artefact)} is named as the evidence of ${listOf(names.slice(0, NAMED))} and others. Their grades rest on that one record: name the section that shows each, or a record of its own.`,
  });
}
