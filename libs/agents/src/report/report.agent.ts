import { cite } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import type { Workbench } from '../workbench';
import { OUTLINE } from './outline';
import { reportPrompt } from './report.prompt';

/** The document tree for every audience. */
export const reportAgent: Agent = {
  id: 'report',
  title: 'Report',
  decides: 'Which sections the report has, for whom, and what each can show of this assessment.',
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
  if (thin.length > 0) {
    notes.find({
      id: 'report.thin-sections',
      severity: 'info',
      title: 'Sections that will say little',
      statement: thin.map((section) => `${section.title}: ${section.shows.text}`).join('. '),
    });
  }
  return notes.done(
    `The report has ${cite(all)} sections for five kinds of reader; ${cite(filled)} of them can be filled from this assessment.`,
  );
}
