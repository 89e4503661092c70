import type { AgentOutput, OutputTable } from '@app/agents';
import { citedIds } from '@app/kernel';
import type { AgentStep } from '@app/runs';
import { ApiProperty } from '@nestjs/swagger';

/** Cells of a row by name; texts cite figures as `[[figure.id]]`, each of which is in `figures`. */
export type NamedRow = Readonly<Record<string, string>>;

const ROWS = { type: 'object', additionalProperties: { type: 'string' }, isArray: true } as const;

export class CoverageRowView {
  @ApiProperty({ example: 'Incident response' }) control: string;
  @ApiProperty({ example: 'evidenced' }) state: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'References of requirements that need it, by framework',
    example: { GDPR: 'Art. 33, Art. 34' },
  })
  requirements: NamedRow;
}

export class CoverageMatrixView {
  @ApiProperty({ type: String, isArray: true }) frameworks: readonly string[];
  @ApiProperty({ type: CoverageRowView, isArray: true }) controls: CoverageRowView[];
}

export class ComplianceFindingView {
  @ApiProperty({ example: 'compliance.gdpr' }) id: string;
  @ApiProperty({ enum: ['info', 'low', 'medium', 'high', 'critical'] }) severity: string;
  @ApiProperty() title: string;
  @ApiProperty() statement: string;
}

export class AnnexView {
  @ApiProperty({ example: 'iso27001' }) framework: string;
  @ApiProperty({ ...ROWS, description: 'reference, control, inScope, reason, state' }) controls: NamedRow[];
}

/** What a run says of compliance, in one piece. It is product data, not legal advice. */
export class ComplianceView {
  @ApiProperty({ description: 'The id of the run' }) id: string;
  @ApiProperty({ enum: ['pending', 'running', 'succeeded', 'failed', 'stopped'] }) status: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null until the agent has a result' }) summary:
    string | null;
  @ApiProperty({
    ...ROWS,
    description: 'framework, state, applicable, passed, partial, claimed, failed, unanswered, later, open',
  })
  frameworks: NamedRow[];
  @ApiProperty({ ...ROWS, description: 'What makes frameworks apply: trigger, meaning, why' })
  applicability: NamedRow[];
  @ApiProperty({ type: ComplianceFindingView, isArray: true }) findings: ComplianceFindingView[];
  @ApiProperty({
    ...ROWS,
    description:
      'The Statement of Applicability over all controls: control, inScope, reason, state, evidence, plannedBy',
  })
  controls: NamedRow[];
  @ApiProperty({ type: AnnexView, isArray: true, description: 'The same over the annex of ISO standards' })
  annexes: AnnexView[];
  @ApiProperty({
    ...ROWS,
    description: 'Each that binds: framework, reference, requirement, applies, state, needs',
  })
  requirements: NamedRow[];
  @ApiProperty({
    ...ROWS,
    description:
      'Highest risk first, the first 40: control, state, why, riskPoints, effort, requirements, frameworks',
  })
  gaps: NamedRow[];
  @ApiProperty({ ...ROWS, description: 'stage, why, controls, effort' }) roadmap: NamedRow[];
  @ApiProperty({ type: CoverageMatrixView, nullable: true }) matrix: CoverageMatrixView | null;
  @ApiProperty({ ...ROWS, description: 'workload, place, jurisdiction, residency, transfer, why' })
  transfers: NamedRow[];
  @ApiProperty({ ...ROWS, description: 'Dates of the EU AI Act: date, applies, asOfTheRun, source' })
  aiActDates: NamedRow[];
  @ApiProperty({ type: Object, isArray: true, description: 'Every figure that is cited above' })
  figures: readonly unknown[];
}

export const COMPLIANCE_FIELDS = [
  'id',
  'status',
  'summary',
  'frameworks',
  'applicability',
  'findings',
  'controls',
  'annexes',
  'requirements',
  'gaps',
  'roadmap',
  'matrix',
  'transfers',
  'aiActDates',
  'figures',
] as const;

/** The names of the columns of each table of the agent, in their order. */
const COLUMNS = {
  'compliance.frameworks':
    'framework state applicable passed partial claimed failed unanswered later open'.split(' '),
  'compliance.triggers': ['trigger', 'meaning', 'why'],
  'compliance.soa': ['control', 'inScope', 'reason', 'state', 'evidence', 'plannedBy'],
  'compliance.requirements': ['framework', 'reference', 'requirement', 'applies', 'state', 'needs'],
  'compliance.gaps': ['control', 'state', 'why', 'riskPoints', 'effort', 'requirements', 'frameworks'],
  'compliance.roadmap': ['stage', 'why', 'controls', 'effort'],
  'compliance.transfers': ['workload', 'place', 'jurisdiction', 'residency', 'transfer', 'why'],
  'compliance.eu-ai-act.dates': ['date', 'applies', 'asOfTheRun', 'source'],
} as const;
const ANNEX_COLUMNS = ['reference', 'control', 'inScope', 'reason', 'state'];
const ANNEX_PREFIX = 'compliance.soa.';

/** The compliance agent's stored result, its tables with names for their cells; empty parts until it has one. */
export function toComplianceView(id: string, step: AgentStep | undefined): ComplianceView {
  const output = step?.output ?? null;
  const rowsOf = (table: keyof typeof COLUMNS): NamedRow[] => named(tableOf(output, table), COLUMNS[table]);
  const view = {
    id,
    status: step?.status ?? 'pending',
    summary: output?.summary ?? null,
    frameworks: rowsOf('compliance.frameworks'),
    applicability: rowsOf('compliance.triggers'),
    findings: (output?.findings ?? []).map(({ id: findingId, severity, title, statement }) => ({
      id: findingId,
      severity,
      title,
      statement,
    })),
    controls: rowsOf('compliance.soa'),
    annexes: (output?.tables ?? [])
      .filter((table) => table.id.startsWith(ANNEX_PREFIX))
      .map((table) => ({
        framework: table.id.slice(ANNEX_PREFIX.length),
        controls: named(table, ANNEX_COLUMNS),
      })),
    requirements: rowsOf('compliance.requirements'),
    gaps: rowsOf('compliance.gaps'),
    roadmap: rowsOf('compliance.roadmap'),
    matrix: toMatrixView(tableOf(output, 'compliance.matrix')),
    transfers: rowsOf('compliance.transfers'),
    aiActDates: rowsOf('compliance.eu-ai-act.dates'),
  };
  const cited = new Set(citedIds(JSON.stringify(view)));
  return { ...view, figures: (output?.figures ?? []).filter((entry) => cited.has(entry.id)) };
}

function tableOf(output: AgentOutput | null, id: string): OutputTable | undefined {
  return output?.tables.find((table) => table.id === id);
}

function named(table: OutputTable | undefined, names: readonly string[]): NamedRow[] {
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries(names.map((name, column) => [name, row[column] ?? ''])),
  );
}

function toMatrixView(table: OutputTable | undefined): CoverageMatrixView | null {
  if (!table) return null;
  const frameworks = table.columns.slice(2);
  return {
    frameworks,
    controls: table.rows.map(([control = '', state = '', ...cells]) => ({
      control,
      state,
      requirements: Object.fromEntries(
        frameworks.flatMap((name, index) => (cells[index] ? [[name, cells[index]]] : [])),
      ),
    })),
  };
}
