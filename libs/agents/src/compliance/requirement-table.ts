import { controlName, type FrameworkResult, isUnverifiedDate, type RequirementResult } from '@app/compliance';
import { literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';
import { GRADE_WORDS } from './grade-words';

/** Rows at the most: all frameworks of the catalog together have fewer, those of one's own may add to them. */
const MOST_ROWS = 800;

/** Each requirement that binds, now or from a date on, with how it stands and by which controls. */
export function requirementTable(notes: Analysis, bench: Workbench): void {
  const rows = bench.compliance.frameworks
    .filter((framework) => framework.state === 'applies' || framework.state === 'applies-later')
    .flatMap((framework) => framework.requirements.flatMap((duty) => rowOf(framework, duty)));
  notes.show({
    id: 'compliance.requirements',
    title: 'Requirements that bind, and how each stands',
    columns: ['Framework', 'Reference', 'Requirement, in our words', 'Applies', 'State', 'Needs'],
    rows: rows.slice(0, MOST_ROWS),
    ...(rows.length > MOST_ROWS ? { note: 'There are more: the coverage by control is complete.' } : {}),
  });
}

function rowOf(framework: FrameworkResult, duty: RequirementResult): string[][] {
  if (duty.grade === null) return [];
  return [
    [
      framework.name,
      duty.ref,
      literal(duty.title),
      whenOf(framework, duty),
      GRADE_WORDS[duty.grade],
      duty.controls.map((control) => controlName(control.id)).join(', '),
    ],
  ];
}

function whenOf(framework: FrameworkResult, { applicability, appliesFrom }: RequirementResult): string {
  if (applicability !== 'later') return 'yes';
  return `from ${appliesFrom ?? 'a later date'}${isUnverifiedDate(framework.id, null, appliesFrom) ? ' (unverified)' : ''}`;
}
