import { AGENT_IDS, type AgentId } from '@app/agents';
import { buildReport } from './build-report';
import { checkReport } from './check-report';
import type { ReportDocument } from './document-tree';
import type { ReportFacts } from './report-facts';
import { reportDefective } from './reports.errors';

/**
 * Builds the report of a run and lets it through the quality gate.
 *
 * @throws report.defective naming what is wrong; such a report must not be published.
 */
export function buildCheckedReport(
  facts: ReportFacts,
  agents: readonly AgentId[] = AGENT_IDS,
): ReportDocument {
  return requireSound(buildReport(facts), facts, agents);
}

/** The second half of it alone, for whoever must not hold an event loop for both. @throws report.defective */
export function requireSound(
  document: ReportDocument,
  facts: ReportFacts,
  agents: readonly AgentId[] = AGENT_IDS,
): ReportDocument {
  const defects = checkReport(document, { agents, ownWords: stringsOf(facts.input) });
  if (defects.length > 0) throw reportDefective(facts.run.id, defects);
  return document;
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}
