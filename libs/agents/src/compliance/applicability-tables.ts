import {
  type ApplicabilityLine,
  coverageMatrix,
  type FrameworkResult,
  type MatrixRow,
  type PlannedControl,
  statementOfApplicability,
  UNANSWERED,
} from '@app/compliance';
import { literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { Workbench } from '../workbench';
import { shortFrameworkName } from './framework-names';
import { GRADE_WORDS } from './grade-words';

/** Rows of a table at the most: the library has fewer, frameworks of one's own may add to it. */
const MOST_ROWS = 300;
/** References in a cell of the matrix, before the rest is left to the requirement list. */
const MOST_REFERENCES = 6;

const SCOPE_WORDS: Readonly<Record<ApplicabilityLine['inclusion'], string>> = {
  included: 'yes',
  optional: 'voluntary',
  open: 'open',
  excluded: 'no',
};

/** Standards that ask for a Statement of Applicability over their own list of controls. */
const ANNEX_STANDARDS = ['iso27001', 'iso42001'];

/** The Statement of Applicability: over our controls, and over the annex of the standards that ask for one. */
export function applicabilityTables(
  notes: Analysis,
  bench: Workbench,
  planned: readonly PlannedControl[],
): void {
  const bound = bench.input.workloads.some((workload) => (workload.residency ?? []).length > 0);
  const asked = bound ? [{ control: 'region-pinning', by: 'the residency that workloads state' }] : [];
  const lines = statementOfApplicability(bench.compliance, planned, asked);
  notes.show({
    id: 'compliance.soa',
    title: 'Statement of Applicability',
    columns: ['Control', 'In scope', 'Reason', 'State', 'Evidence', 'Planned by'],
    rows: lines
      .slice(0, MOST_ROWS)
      .map((line) => [
        line.name,
        SCOPE_WORDS[line.inclusion],
        literal(line.justification),
        GRADE_WORDS[line.grade],
        line.why === UNANSWERED ? '' : line.why,
        line.planned ?? '',
      ]),
    note: 'What is planned by the recommended architecture is not in place: it passes once its owner records it with evidence.',
  });
  for (const framework of bench.compliance.frameworks) {
    if (ANNEX_STANDARDS.includes(framework.id) && framework.state === 'applies') annexTable(notes, framework);
  }
}

function annexTable(notes: Analysis, framework: FrameworkResult): void {
  notes.show({
    id: `compliance.soa.${framework.id}`,
    title: `Statement of Applicability: ${framework.name}`,
    columns: ['Reference', 'Control of the standard, in our words', 'In scope', 'Reason', 'State'],
    rows: framework.requirements.map((duty) => [
      duty.ref,
      duty.title,
      duty.applicability === 'applicable' ? 'yes' : duty.applicability === 'not-applicable' ? 'no' : 'open',
      literal(duty.why),
      duty.grade === null ? '' : GRADE_WORDS[duty.grade],
    ]),
  });
}

/** Control by framework: what one answer serves. */
export function coverageTable(notes: Analysis, bench: Workbench): void {
  const { frameworks, rows } = coverageMatrix(bench.compliance);
  if (frameworks.length === 0) return;
  notes.show({
    id: 'compliance.matrix',
    title: 'What one answer serves: controls by framework',
    columns: ['Control', 'State', ...frameworks.map(shortFrameworkName)],
    rows: rows
      .slice(0, MOST_ROWS)
      .map((row) => [row.name, GRADE_WORDS[row.grade], ...frameworks.map(({ id }) => cell(row, id))]),
    note: 'A cell names the requirements that need the control, now or later; … stands for further ones.',
  });
}

function cell(row: MatrixRow, framework: string): string {
  const references = row.cells[framework] ?? [];
  const shown = references.slice(0, MOST_REFERENCES).join(', ');
  return references.length > MOST_REFERENCES ? `${shown}, …` : shown;
}
