import { type ControlGap, GRAVE_RISK } from '@app/compliance';
import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { counted } from '../bench/naming';
import type { Workbench } from '../workbench';

/** Whether grave gaps against duties in force are closed before the start, or beside operation. */
export function voteOnDuties(notes: Analysis, bench: Workbench): void {
  const grave = bench.compliance.gaps.filter(isGrave);
  if (grave.length === 0) return;
  const count = notes.count(
    'compliance.gaps.grave',
    'known gaps of high risk against duties in force',
    grave.length,
    'count of controls that are missing in whole or in part, need it now, and have at least three quarters of the risk points there can be',
    grave.map((gap) => gap.risk.id),
  );
  notes.vote({
    key: 'framework-duty',
    label: 'Gaps against duties in force',
    option: 'before-start',
    optionLabel: 'Close those of high risk before the start',
    basis: 'obligation',
    rationale: `${counted(count, 'known gap', 'known gaps')} of high risk ${grave.length === 1 ? 'stands' : 'stand'} against duties in force, the first at ${cite(grave[0]?.risk ?? count)} risk points.`,
  });
}

function isGrave(gap: ControlGap): boolean {
  return (gap.grade === 'failed' || gap.grade === 'partial') && (gap.risk.value ?? 0) >= GRAVE_RISK;
}
