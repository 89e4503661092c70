import type { FrameworkRow } from '@app/catalog';
import type { Applicability, RequirementApplicability } from './applicability';
import { baseTrigger } from './compliance-catalog';
import type { TriggerAssessment } from './trigger-assessment';

/** What a named person decided on a framework, or on one requirement of it, in place of the rules. */
export interface DutyDecision {
  readonly frameworkId: string;
  /** The reference of a requirement (`Art. 35`); null decides on the framework as a whole. */
  readonly ref: string | null;
  readonly applies: boolean;
  /** Who decided, as they call themselves. */
  readonly by: string;
}

type Triggers = ReadonlyMap<string, TriggerAssessment>;

/** The decision that binds a requirement: one on itself, else one on its framework. */
export function decisionOn(
  all: readonly DutyDecision[],
  frameworkId: string,
  ref: string | null,
): DutyDecision | null {
  const ofFramework = all.filter((one) => one.frameworkId === frameworkId);
  return ofFramework.find((one) => one.ref === ref) ?? ofFramework.find((one) => one.ref === null) ?? null;
}

/** The triggers as they stand for a framework that somebody decided to apply: the one it hangs on is raised. */
export function triggersAsDecided(
  framework: FrameworkRow,
  triggers: Triggers,
  decisions: readonly DutyDecision[],
): Triggers {
  const decision = decisionOn(decisions, framework.id, null);
  const base = triggers.get(baseTrigger(framework) ?? '');
  if (!decision?.applies || !base || base.state === 'raised') return triggers;
  const why = `decided by ${decision.by}; by the rules: ${base.why}`;
  return new Map([...triggers, [base.id, { ...base, state: 'raised' as const, openUntil: null, why }]]);
}

/**
 * A requirement as a person decided it. What is decided to apply binds from its date of application; what the rules
 * give stays in the reason.
 */
export function asPersonDecidedDuty(
  byRule: RequirementApplicability,
  decision: DutyDecision | null,
  asOf: string,
): RequirementApplicability {
  if (decision === null) return byRule;
  // That a whole framework applies raises its trigger; what further triggers ask for stays as it is.
  if (decision.applies && decision.ref === null) return byRule;
  const { appliesFrom } = byRule;
  const binding: Applicability = appliesFrom !== null && appliesFrom > asOf ? 'later' : 'applicable';
  const applicability = decision.applies ? binding : 'not-applicable';
  const why = `decided by ${decision.by} ${decision.applies ? 'to apply' : 'not to apply'}; by the rules it ${RULE_WORDS[byRule.applicability]}: ${byRule.why}`;
  return { ...byRule, applicability, why };
}

const RULE_WORDS: Readonly<Record<Applicability, string>> = {
  applicable: 'applies',
  later: 'applies later',
  undetermined: 'is open',
  'not-applicable': 'does not apply',
};
