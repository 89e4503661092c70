import { type FrameworkResult, isUnverifiedDate } from '@app/compliance';
import { cite } from '@app/kernel';
import type { Agent } from '../agent';
import type { AgentOutput } from '../agent-output';
import { Analysis } from '../analysis';
import { breathe } from '../bench/breathe';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { aiActNotes } from './ai-act-notes';
import { applicabilityTables, coverageTable } from './applicability-tables';
import { complianceRoadmap } from './compliance-roadmap';
import { complianceVotes } from './compliance-votes';
import { contradictoryAnswers } from './contradictory-answers';
import { endingEvidence } from './ending-evidence';
import { frameworkPositions } from './framework-positions';
import { voteOnDuties } from './duty-vote';
import { plannedControls } from './planned-controls';
import { requirementTable } from './requirement-table';
import { sharedEvidence } from './shared-evidence';
import { transferNotes } from './transfer-notes';
import { triggerQuestions } from './trigger-questions';
import { compliancePrompt } from './compliance.prompt';
import { gapRisks } from './gap-risks';
import { lawElsewhere } from './law-elsewhere';

/** Applicability, gaps, roadmap. */
export const complianceAgent: Agent = {
  id: 'compliance',
  title: 'Compliance',
  decides: 'Which frameworks and requirements bind, how well each is evidenced, and what to close first.',
  prompt: compliancePrompt,
  analyse,
};

async function analyse(bench: Workbench, signal: AbortSignal): Promise<AgentOutput> {
  const notes = new Analysis('compliance', bench);
  const { frameworks, frameworksApplicable } = bench.compliance;
  signal.throwIfAborted();
  frameworkTable(notes, frameworks);
  for (const framework of frameworks) frameworkFinding(notes, framework);
  triggerTable(notes, bench);
  aiActNotes(notes, bench);
  contradictoryAnswers(notes, bench);
  endingEvidence(notes, bench);
  sharedEvidence(notes, bench);
  complianceRoadmap(notes, bench);
  requirementTable(notes, bench);
  coverageTable(notes, bench);
  triggerQuestions(notes, bench);
  voteOnDuties(notes, bench);
  frameworkPositions(notes, bench);
  await breathe(signal);
  transferNotes(notes, bench);
  await breathe(signal);
  applicabilityTables(notes, bench, plannedControls(bench));
  complianceVotes(notes, bench);
  lawElsewhere(notes, bench);
  notes.leaveOut({
    id: 'compliance.legal-review',
    subject: 'Legal review',
    reason:
      'requirements are mapped to controls and evidence by a catalog; it is product data, not legal advice',
  });
  const applying = frameworks.filter((entry) => entry.state === 'applies' || entry.state === 'applies-later');
  const summary =
    applying.length === 0
      ? 'No framework of the catalog is shown to apply; open questions may change that.'
      : `${counted(frameworksApplicable, 'framework applies', 'frameworks apply')}: ${listOf(applying.map((entry) => entry.name))}.`;
  gapRisks(notes, bench);
  return notes.done(summary);
}

const STATE_WORDS: Readonly<Record<FrameworkResult['state'], string>> = {
  applies: 'applies',
  'applies-later': 'applies later',
  voluntary: 'voluntary guidance',
  undetermined: 'undetermined',
  'does-not-apply': 'does not apply',
};

function frameworkTable(notes: Analysis, frameworks: readonly FrameworkResult[]): void {
  const shown = frameworks.filter((entry) => entry.state !== 'does-not-apply');
  notes.show({
    id: 'compliance.frameworks',
    title: 'Frameworks',
    columns: [
      'Framework',
      'State',
      'Applicable',
      'Passed',
      'Partial',
      'Claimed',
      'Failed',
      'No answer',
      'Later',
      'Open',
    ],
    rows: shown.map(({ name, state, figures }) => [
      name,
      STATE_WORDS[state],
      cite(figures.applicable),
      cite(figures.passed),
      cite(figures.partial),
      cite(figures.claimed),
      cite(figures.failed),
      cite(figures.notEvaluable),
      cite(figures.later),
      cite(figures.undetermined),
    ]),
  });
}

function frameworkFinding(notes: Analysis, framework: FrameworkResult): void {
  if (framework.state !== 'applies' && framework.state !== 'applies-later') return;
  const { figures, name, nextApplicationDate } = framework;
  const open = (figures.failed.value ?? 0) + (figures.partial.value ?? 0);
  const later = nextApplicationDate
    ? ` ${counted(figures.later, 'more applies', 'more apply')} later, the first of them from ${nextApplicationDate}${isUnverifiedDate(framework.id, null, nextApplicationDate) ? ' (a date that is not verified)' : ''}.`
    : '';
  notes.find({
    id: `compliance.${framework.id}`,
    severity: open > 0 ? 'high' : (figures.notEvaluable.value ?? 0) > 0 ? 'medium' : 'info',
    title: `${name}: ${cite(figures.passed)} of ${counted(figures.applicable, 'applicable requirement is', 'applicable requirements are')} shown to be met`,
    statement: `It ${STATE_WORDS[framework.state]} (${framework.why}). Not met: ${cite(figures.failed)}; in part: ${cite(figures.partial)}; by claim only: ${cite(figures.claimed)}; without an answer: ${cite(figures.notEvaluable)}.${later}`,
  });
}

function triggerTable(notes: Analysis, bench: Workbench): void {
  notes.show({
    id: 'compliance.triggers',
    title: 'What makes frameworks apply',
    columns: ['Trigger', 'Meaning', 'Why'],
    rows: bench.compliance.triggers
      .filter((entry) => entry.state === 'raised')
      .map((entry) => [entry.id, entry.definition, entry.why]),
  });
}
