import type { PackedAgent } from './fact-base';

/** The columns of the compliance agent's tables, by the names under which the pack gives them. */
const COLUMNS = {
  'compliance.frameworks':
    'framework state applicable passed partial claimed failed unanswered later open'.split(' '),
  'compliance.triggers': ['trigger', 'meaning', 'why'],
  'compliance.soa': ['control', 'inScope', 'reason', 'state', 'evidence', 'plannedBy'],
  'compliance.requirements': ['framework', 'reference', 'requirement', 'applies', 'state', 'needs'],
  'compliance.gaps': ['control', 'state', 'why', 'riskPoints', 'effort', 'requirements', 'frameworks'],
} as const;

export type ComplianceTable = keyof typeof COLUMNS;

/** A row with its cells by name; texts cite figures as `[[id]]`. */
export type NamedCells = Readonly<Record<string, string>>;

/** The rows of a table as the compliance agent of the run gave it; empty where it gave none. */
export function complianceRows(agents: readonly PackedAgent[], table: ComplianceTable): NamedCells[] {
  const output = agents.find(({ agent }) => agent === 'compliance')?.output ?? null;
  const found = output?.tables.find(({ id }) => id === table);
  return (found?.rows ?? []).map((row) =>
    Object.fromEntries(COLUMNS[table].map((name, column) => [name, row[column] ?? ''])),
  );
}
