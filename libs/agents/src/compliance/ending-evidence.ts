import { type ControlGrade, controlName } from '@app/compliance';
import type { Analysis } from '../analysis';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';

/** Evidence in force today that ends before the planned work begins: what is met now is not met then. */
export function endingEvidence(notes: Analysis, bench: Workbench): void {
  const start = bench.input.constraints?.startDate;
  if (start === undefined) return;
  const ending = passedControls(bench)
    .flatMap(({ id, validUntil }) => (validUntil !== null && validUntil < start ? [{ id, validUntil }] : []))
    .sort((a, b) => (a.validUntil + a.id < b.validUntil + b.id ? -1 : 1));
  if (ending.length === 0) return;
  const count = notes.count(
    'compliance.ending-evidence.controls',
    'Controls whose evidence ends before the work begins',
    ending.length,
    'count of controls shown to be met whose evidence expires before the stated start',
  );
  notes.find({
    id: 'compliance.ending-evidence',
    severity: 'medium',
    title: `Shown to be met today, and no longer when the work begins: ${counted(count, 'control', 'controls')}`,
    statement: `The work is to begin on ${start}; the evidence ends before: ${listOf(ending.map(({ id, validUntil }) => `${controlName(id)} on ${validUntil}`))}. Renew it, and record the new dates.`,
  });
}

/** Controls of requirements in force that are graded as passed, each once. */
function passedControls(bench: Workbench): ControlGrade[] {
  const found = new Map<string, ControlGrade>();
  for (const { requirements } of bench.compliance.frameworks) {
    for (const { applicability, controls } of requirements) {
      if (applicability !== 'applicable') continue;
      for (const control of controls) if (control.grade === 'passed') found.set(control.id, control);
    }
  }
  return [...found.values()];
}
