import { baseTrigger, type ComplianceCatalog } from './compliance-catalog';
import type { ComplianceFacts } from './compliance-facts';
import type { TriggerAssessment } from './trigger-assessment';
import { TRIGGER_RULES } from './trigger-rules';

/**
 * Every trigger of the catalog with its state: declared, implied by an obligation, derived from answers, or open.
 * A declaration or an obligation outranks what the answers suggest.
 */
export function assessTriggers(facts: ComplianceFacts, catalog: ComplianceCatalog): TriggerAssessment[] {
  const implied = impliedByObligations(facts, catalog);
  return Object.keys(catalog.triggerDefinitions)
    .sort()
    .map((id) => {
      const definition = catalog.triggerDefinitions[id] ?? '';
      const declared = facts.declarations.find((entry) => entry.value === id);
      if (declared) {
        return { id, definition, state: 'raised', why: 'declared', answers: [declared.answer] };
      }
      const obligation = implied.get(id);
      if (obligation) {
        const why = `follows from the stated obligation ${obligation.framework}`;
        return { id, definition, state: 'raised', why, answers: [obligation.answer] };
      }
      const rule = TRIGGER_RULES[id];
      if (rule) return { id, definition, ...rule(facts) };
      const why = 'only a declaration can settle it, and none was made';
      return { id, definition, state: 'undetermined', why, answers: [] };
    });
}

function impliedByObligations(
  facts: ComplianceFacts,
  catalog: ComplianceCatalog,
): Map<string, { framework: string; answer: string }> {
  const implied = new Map<string, { framework: string; answer: string }>();
  for (const obligation of facts.obligations) {
    const framework = catalog.frameworks.find((entry) => entry.id === obligation.value);
    const base = framework && baseTrigger(framework);
    if (framework && base && !implied.has(base)) {
      implied.set(base, { framework: framework.name, answer: obligation.answer });
    }
  }
  return implied;
}
