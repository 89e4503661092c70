import {
  type ControlGap,
  complianceRoadmap as stagesOf,
  controlName,
  findControl,
  isRecordDue,
  type RoadmapPhase,
} from '@app/compliance';
import { cite } from '@app/kernel';
import type { Effort } from '../agent-output';
import type { Analysis } from '../analysis';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { gapSeverity } from './gap-severity';
import { GRADE_WORDS } from './grade-words';

/** Controls whose closing is recommended one by one; the tables list more. */
const RECOMMENDED = 8;
const TABLED = 40;
/** Controls that are asked for one by one, those of the highest risk. */
const ASKED = 3;

/** What to close and in which order: one control often serves several frameworks. */
export function complianceRoadmap(notes: Analysis, bench: Workbench): void {
  const { gaps } = bench.compliance;
  gapTable(notes, bench);
  const stages = stagesOf(bench.compliance);
  bench.figures.addAll(stages.map((stage) => stage.effort));
  stageTable(notes, stages);
  // An unanswered control is a question first: only known gaps are worth work.
  const known = gaps.filter((gap) => gap.grade !== 'not-evaluable');
  for (const gap of known.slice(0, RECOMMENDED)) recommendClosing(notes, bench, gap);
  askForAnswers(
    notes,
    gaps.filter((gap) => gap.grade === 'not-evaluable'),
  );
}

function gapTable(notes: Analysis, bench: Workbench): void {
  notes.show({
    id: 'compliance.gaps',
    title: 'Controls that are not shown to be in place, highest risk first',
    columns: ['Control', 'State', 'Why', 'Risk points', 'Effort', 'Requirements', 'Frameworks'],
    rows: bench.compliance.gaps
      .slice(0, TABLED)
      .map((gap) => [
        controlName(gap.control),
        GRADE_WORDS[gap.grade],
        gap.why,
        cite(gap.risk),
        cite(gap.effort),
        cite(gap.requirementCount),
        namesOf(gap, bench).join(', '),
      ]),
    note: `Risk points are the consequence of its absence times how far it is from being evidenced; consequence and effort are our own estimates.${bench.compliance.gaps.length > TABLED ? ' There are more gaps: the Statement of Applicability lists every control.' : ''}`,
  });
}

function stageTable(notes: Analysis, stages: readonly RoadmapPhase[]): void {
  notes.show({
    id: 'compliance.roadmap',
    title: 'Roadmap to compliance',
    columns: ['Stage', 'Why', 'Controls', 'Effort'],
    rows: stages.map((stage) => [
      stage.title,
      stage.why,
      stage.items.map((gap) => controlName(gap.control)).join(', '),
      cite(stage.effort),
    ]),
    note: 'Stages come in this order; what one answer settles needs no work. The effort of what nobody answered for is that of the case in which all of it is missing.',
  });
}

function recommendClosing(notes: Analysis, bench: Workbench, gap: ControlGap): void {
  const row = findControl(gap.control);
  notes.recommend({
    key: `control.${gap.control}`,
    title: `${verb(gap)}: ${controlName(gap.control)}`,
    rationale: `${row ? `${row.ifMissing} ` : ''}${counted(gap.requirementCount, 'applicable requirement', 'applicable requirements')} of ${listOf(namesOf(gap, bench))} ${gap.requirements.length === 1 ? 'hangs' : 'hang'} on it, at ${cite(gap.risk)} risk points; ${gap.why}.`,
    severity: gapSeverity(gap),
    theme: gap.grade === 'claimed' ? 'other' : 'obligation',
    workloadIds: bench.workloads.map((workload) => workload.id),
    cost: {
      figureIds: [],
      note: `It takes about ${cite(gap.effort)} of people’s time; the price of tools is not evaluated.`,
    },
    compliance: { requirements: gap.requirements, note: `Evidence wanted: ${gap.evidenceWanted}.` },
    implementation: { effort: effortOf(gap), steps: stepsOf(gap), prerequisites: [] },
  });
}

/** The questions of the highest risk; the Statement of Applicability lists all that nobody answered. */
function askForAnswers(notes: Analysis, unanswered: readonly ControlGap[]): void {
  for (const gap of unanswered.slice(0, ASKED)) {
    const row = findControl(gap.control);
    if (!row) continue;
    notes.ask({
      id: `question.control.${gap.control}`,
      // Each is a question of its own; one pointer for all would make them one.
      pointer: '',
      question: `Is this in place, and which dated record shows it: ${row.name}? ${row.statement}`,
      why: `${counted(gap.requirementCount, 'applicable requirement hangs', 'applicable requirements hang')} on it, and nobody said how it stands.`,
      priority: 'should',
    });
  }
}

function namesOf(gap: ControlGap, bench: Workbench): string[] {
  const names = new Map(bench.compliance.frameworks.map((entry) => [entry.id, entry.name]));
  return gap.frameworks.map((id) => names.get(id) ?? id);
}

function verb(gap: ControlGap): string {
  if (isRecordDue(gap.control, gap.grade)) return 'Renew or show';
  if (gap.grade === 'claimed') return 'Bring evidence for';
  return gap.grade === 'partial' ? 'Complete' : 'Put in place';
}

/** What nobody rated is taken for the middle; its figure says that it is unknown. */
function effortOf(gap: ControlGap): Effort {
  const days = gap.effort.value ?? 20;
  if (days <= 3) return 'days';
  return days <= 20 ? 'weeks' : 'months';
}

function stepsOf(gap: ControlGap): string[] {
  const record = 'Record the artefact with its effective date and expiry, and run the assessment again.';
  const row = findControl(gap.control);
  const due = isRecordDue(gap.control, gap.grade);
  if (gap.grade === 'claimed' && !due) return [`Collect a dated artefact: ${gap.evidenceWanted}.`, record];
  const work = row?.steps.map((step) => `${step}.`) ?? [
    `Implement it so that it shows: ${gap.evidenceWanted}.`,
  ];
  const look = `Look for a record in force: ${gap.evidenceWanted}. Without one, do the work again:`;
  return [...(due ? [look] : []), 'Name an owner and a date.', ...work, record];
}
