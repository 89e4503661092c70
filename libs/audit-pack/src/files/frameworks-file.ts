import { PACK_FORMAT } from '../pack-layout';
import { complianceRows } from './compliance-tables';
import type { FactBase } from './fact-base';

/** What is needed of a framework's row of the catalog. */
export interface FrameworkEdition {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly authority: string;
  readonly source: unknown;
}

/**
 * Which frameworks were judged, in which version, why they apply, and how each control and requirement stands: it
 * follows from the rows of the catalog and the tables of the compliance agent.
 */
export function frameworksFileOf(
  { run, agents }: Pick<FactBase, 'run' | 'agents'>,
  rows: readonly FrameworkEdition[],
) {
  const states = new Map(
    complianceRows(agents, 'compliance.frameworks').map((row) => [row['framework'], row]),
  );
  const frameworks = rows.map(({ id, name, version, authority, source }) => {
    const { framework: _name, ...counts } = states.get(name) ?? {};
    const inTable = states.has(name);
    return { id, name, version, authority, source, applies: inTable ? counts : null };
  });
  return {
    format: PACK_FORMAT,
    asOf: run.asOf,
    frameworks,
    triggers: complianceRows(agents, 'compliance.triggers'),
    controls: complianceRows(agents, 'compliance.soa'),
    requirements: complianceRows(agents, 'compliance.requirements'),
    gaps: complianceRows(agents, 'compliance.gaps'),
  };
}
