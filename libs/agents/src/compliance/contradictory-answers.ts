import { canonicalControlId, type ControlGrade, controlName, controlPhrase } from '@app/compliance';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';

/** Practices of the team that cannot be there while the control is not. */
const PRACTICE_OF_CONTROL: ReadonlyArray<readonly [practice: string, control: string, words: string]> = [
  ['infrastructure-as-code', 'infrastructure-as-code', 'infrastructure as code'],
  ['automated-evaluation', 'evaluation-suite', 'automated evaluation'],
  ['model-registry', 'model-inventory', 'a model registry'],
  ['incident-runbooks', 'incident-response', 'incident runbooks'],
];

/** Answers that say one thing here and another there: the lower stands, and a person has to settle it. */
export function contradictoryAnswers(notes: Analysis, bench: Workbench): void {
  for (const control of contradicted(bench)) {
    notes.find({
      id: `compliance.contradiction.${control.id}`,
      severity: 'medium',
      title: `Answers contradict each other: ${controlName(control.id)}`,
      statement: `${control.contradiction ?? ''}. It is graded by the lower of them.`,
    });
  }
  const practices: readonly string[] = bench.input.team?.practices ?? [];
  for (const [practice, control, words] of PRACTICE_OF_CONTROL) {
    const denied = (bench.input.controls ?? []).some(
      (entry) =>
        canonicalControlId(entry.id) === control && (entry.status === 'absent' || entry.status === 'no'),
    );
    if (!denied || !practices.includes(practice)) continue;
    notes.find({
      id: `compliance.contradiction.practice.${practice}`,
      severity: 'low',
      title: `Answers contradict each other: ${controlName(control)}`,
      statement: `The team names ${words} among its practices, and the ${controlPhrase(control)} is said not to be in place. It is graded as not in place.`,
    });
  }
}

function contradicted(bench: Workbench): ControlGrade[] {
  const found = new Map<string, ControlGrade>();
  for (const framework of bench.compliance.frameworks) {
    for (const duty of framework.requirements) {
      for (const control of duty.controls) if (control.contradiction) found.set(control.id, control);
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
