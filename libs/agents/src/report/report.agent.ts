import { cite, type Figure } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { HARDWARE_SECTIONS, OUTLINE } from './outline';
import { type JudgedSection, readingPaths } from './reading-paths';
import { reportPrompt } from './report.prompt';

/** The document tree for every audience. */
export const reportAgent: Agent = {
  id: 'report',
  title: 'Report',
  decides:
    'Which sections the report has, for whom, in which order, and what each can show of this assessment.',
  prompt: reportPrompt,
  analyse,
};

function analyse(bench: Workbench, signal: AbortSignal): AgentOutput {
  signal.throwIfAborted();
  const notes = new Analysis('report', bench);
  const sections = OUTLINE.map((section) => ({ ...section, shows: section.shows(bench) }));
  notes.show({
    id: 'report.outline',
    title: 'Sections and their readers',
    columns: ['Section', 'For', 'Shows'],
    rows: sections.map((section) => [section.title, section.audiences.join(', '), section.shows.text]),
  });
  readingPaths(notes, sections);
  const full = sections.filter((section) => section.shows.full);
  const all = notes.count(
    'report.sections',
    'Sections of the report',
    sections.length,
    'count of sections in the outline',
  );
  const filled = notes.count(
    'report.sections.full',
    'Sections that this assessment can fill',
    full.length,
    'count of sections whose engine results or answers exist',
  );
  const thin = sections.filter((section) => !section.shows.full);
  if (thin.length > 0) fillThinSections(notes, thin, { all, filled, bench });
  return notes.done(
    `The report has ${cite(all)} sections for five kinds of reader; ${cite(filled)} of them can be filled from this assessment.`,
  );
}

/** Says which sections are thin, what a reader may wrongly take from that, and what fills them. */
function fillThinSections(
  notes: Analysis,
  thin: readonly JudgedSection[],
  { all, filled, bench }: { readonly all: Figure; readonly filled: Figure; readonly bench: Workbench },
): void {
  const titles = listOf(thin.map(({ title }) => title));
  notes.find({
    id: 'report.thin-sections',
    severity: 'info',
    title: 'Sections that will say little',
    statement: `${thin.map((section) => `${section.title}: ${section.shows.text}`).join('. ')}.`,
  });
  notes.risk({
    id: 'report.risk.silence',
    severity: 'low',
    title: 'A thin section may be read as good news',
    statement: `${cite(filled)} of ${counted(all, 'section is', 'sections are')} filled; ${titles} ${thin.length === 1 ? 'says' : 'say'} little because answers or hardware are missing, not because all is well.`,
    answer: 'Read what was not evaluated beside them, and fill them before the report is decided on.',
  });
  const hasHardware = bench.workloads.some((workload) => workload.hostingLimit !== 'api-only');
  const open = thin.filter(({ id }) => hasHardware || !HARDWARE_SECTIONS.has(id));
  const steps = open.flatMap(({ mend }) => mend ?? []);
  if (steps.length === 0) return;
  notes.recommend({
    key: 'fill-thin-sections',
    title: 'Fill the sections of the report that say little',
    rationale: `${cite(filled)} of ${counted(all, 'section', 'sections')} can be filled; whoever reads ${listOf(open.map(({ title }) => title))} learns too little to agree.`,
    severity: 'low',
    workloadIds: [],
    cost: { figureIds: [], note: 'Answers only; the assessment is run again.' },
    compliance: { requirements: [], note: '' },
    implementation: { effort: 'days', steps, prerequisites: [] },
  });
}
