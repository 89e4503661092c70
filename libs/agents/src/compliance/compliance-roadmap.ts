import { type ControlGap, controlName, controlPhrase } from '@app/compliance';
import { cite } from '@app/kernel';
import type { Effort, Severity } from '../agent-output';
import type { Analysis } from '../analysis';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { GRADE_WORDS } from './grade-words';

/** Controls whose closing is recommended one by one; the table lists all. */
const RECOMMENDED = 8;
const TABLED = 25;

/** What is missing comes before what is half there and what only lacks its proof. */
const ORDER: ReadonlyArray<ControlGap['grade']> = ['failed', 'partial', 'claimed'];

/** What to close, most requirements first: one control often serves several frameworks. */
export function complianceRoadmap(notes: Analysis, bench: Workbench): void {
  const { gaps } = bench.compliance;
  const names = new Map(bench.compliance.frameworks.map((entry) => [entry.id, entry.name]));
  const frameworkNames = (gap: ControlGap): string[] => gap.frameworks.map((id) => names.get(id) ?? id);
  notes.show({
    id: 'compliance.gaps',
    title: 'Controls that are not shown to be in place, most requirements first',
    columns: ['Control', 'State', 'Why', 'Requirements', 'Frameworks'],
    rows: gaps
      .slice(0, TABLED)
      .map((gap) => [
        controlName(gap.control),
        GRADE_WORDS[gap.grade],
        gap.why,
        cite(gap.requirementCount),
        frameworkNames(gap).join(', '),
      ]),
  });
  // An unanswered control is a question first: only known gaps are worth work.
  const known = gaps
    .filter((gap) => gap.grade !== 'not-evaluable')
    .sort((a, b) => ORDER.indexOf(a.grade) - ORDER.indexOf(b.grade));
  for (const gap of known.slice(0, RECOMMENDED)) {
    notes.recommend({
      key: `control.${gap.control}`,
      title: `${verb(gap)}: ${controlName(gap.control)}`,
      rationale: `${counted(gap.requirementCount, 'applicable requirement', 'applicable requirements')} of ${listOf(frameworkNames(gap))} ${gap.requirements.length === 1 ? 'hangs' : 'hang'} on it; ${gap.why}.`,
      severity: severityOf(gap),
      theme: gap.grade === 'claimed' ? 'other' : 'obligation',
      workloadIds: bench.workloads.map((workload) => workload.id),
      cost: { figureIds: [], note: 'The cost of the control is not evaluated.' },
      compliance: { requirements: gap.requirements, note: `Evidence wanted: ${gap.evidenceWanted}.` },
      implementation: { effort: effortOf(gap), steps: stepsOf(gap), prerequisites: [] },
    });
  }
}

function verb(gap: ControlGap): string {
  if (gap.grade === 'claimed') return 'Bring evidence for';
  return gap.grade === 'partial' ? 'Complete' : 'Put in place';
}

function severityOf(gap: ControlGap): Severity {
  if (gap.grade === 'failed') return 'high';
  return gap.grade === 'partial' ? 'medium' : 'low';
}

function effortOf(gap: ControlGap): Effort {
  if (gap.grade === 'claimed') return 'days';
  return gap.grade === 'partial' ? 'weeks' : 'months';
}

function stepsOf(gap: ControlGap): string[] {
  const record = 'Record the artefact with its effective date and expiry, and run the assessment again.';
  if (gap.grade === 'claimed') {
    return [`Collect a dated artefact: ${gap.evidenceWanted}.`, record];
  }
  return [
    `Name an owner and a date for the ${controlPhrase(gap.control)}.`,
    `Implement it so that it shows: ${gap.evidenceWanted}.`,
    record,
  ];
}
