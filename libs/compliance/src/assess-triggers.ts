import { baseTrigger, type ComplianceCatalog } from './compliance-catalog';
import type { ComplianceFacts } from './compliance-facts';
import type { TriggerAssessment } from './trigger-assessment';
import { type RuleOutcome, TRIGGER_RULES } from './trigger-rules';

/**
 * Every trigger of the catalog with its state: declared, implied by an obligation, derived from answers, or open.
 * A declaration or an obligation outranks what the answers suggest; a denial closes what nothing else settles.
 */
export function assessTriggers(facts: ComplianceFacts, catalog: ComplianceCatalog): TriggerAssessment[] {
  const implied = impliedByObligations(facts, catalog);
  return Object.keys(catalog.triggerDefinitions)
    .sort()
    .map((id) => ({
      id,
      definition: catalog.triggerDefinitions[id] ?? '',
      ...(settledByWord(id, facts, implied) ?? settledByAnswers(id, facts)),
    }));
}

type Settlement = Omit<TriggerAssessment, 'id' | 'definition'>;

function settledByWord(
  id: string,
  facts: ComplianceFacts,
  implied: ReadonlyMap<string, { framework: string; answer: string }>,
): Settlement | null {
  const declared = facts.declarations.find((entry) => entry.value === id);
  if (declared) return { state: 'raised', why: 'declared', openUntil: null, answers: [declared.answer] };
  const obligation = implied.get(id);
  if (!obligation) return null;
  const denied = facts.denials?.find((entry) => entry.value === id);
  const although = denied ? ', although it is declared not to be so' : '';
  const why = `follows from the stated obligation ${obligation.framework}${although}`;
  const answers = [obligation.answer, ...(denied ? [denied.answer] : [])];
  return { state: 'raised', why, openUntil: null, answers };
}

function settledByAnswers(id: string, facts: ComplianceFacts): Settlement {
  const outcome = TRIGGER_RULES[id]?.(facts);
  const denied = facts.denials?.find((entry) => entry.value === id);
  if (denied && outcome?.state !== 'raised') {
    return { state: 'not-raised', why: 'declared not to be so', openUntil: null, answers: [denied.answer] };
  }
  if (denied && outcome) {
    const why = `${outcome.why}, although it is declared not to be so`;
    return { ...outcome, why, openUntil: null, answers: [...outcome.answers, denied.answer] };
  }
  if (outcome) return withOpenness(outcome);
  const why = 'only a declaration can settle it, and none was made';
  return { state: 'undetermined', why, openUntil: 'declaration', answers: [] };
}

/** A rule that read an answer and still cannot tell needs a declaration; one that found none needs the answer. */
function withOpenness(outcome: RuleOutcome): RuleOutcome & Pick<TriggerAssessment, 'openUntil'> {
  if (outcome.state !== 'undetermined') return { ...outcome, openUntil: null };
  return { ...outcome, openUntil: outcome.answers.length > 0 ? 'declaration' : 'answer' };
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
