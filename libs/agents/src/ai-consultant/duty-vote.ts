import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';

/** Where a day of the start is set, the position that gaps are closed beside operation: whoever decides has both. */
export function startVote(notes: Analysis, bench: Workbench): void {
  const start = bench.input.constraints?.startDate;
  if (start === undefined || bench.compliance.gaps.length === 0) return;
  notes.vote({
    key: 'framework-duty',
    label: 'Gaps against duties in force',
    option: 'beside-operation',
    optionLabel: 'Close them beside operation, those of high risk first',
    basis: 'preference',
    rationale: `The start is set for ${start}; closing every gap first would make the day hang on the slowest of them.`,
  });
}
