import type { FrameworkRow, RequirementRow } from '@app/catalog';
import type { TriggerAssessment } from './trigger-assessment';

/** `later`: it will bind this organisation, from a date after the one assessed as of. */
export type Applicability = 'applicable' | 'later' | 'undetermined' | 'not-applicable';

export interface RequirementApplicability {
  readonly applicability: Applicability;
  readonly why: string;
  readonly appliesFrom: string | null;
  readonly triggers: readonly string[];
}

/**
 * Triggers that are alternatives where a requirement names both; otherwise all named triggers must hold. GDPR
 * Art. 35(3) asks for an impact assessment on (a) automated evaluation or (b) large-scale special categories; the
 * contract clauses of DORA Art. 30 concern the financial entity and its provider alike.
 */
const ALTERNATIVES: ReadonlyArray<readonly [string, string]> = [
  ['large_scale_processing', 'automated_decision'],
  ['eu_financial_entity', 'ict_provider_to_fin'],
];

/**
 * The place a law is about, for requirements that name another trigger alone: the EU AI Act concerns providers of
 * general-purpose models that are placed on the market in the Union (Art. 2(1)(a)).
 */
const TERRITORY: Readonly<Record<string, string>> = { 'eu-ai-act': 'eu_ai_system' };

/** Whether a requirement binds, from the states of its triggers and its application date. */
export function requirementApplicability(
  framework: FrameworkRow,
  duty: RequirementRow,
  triggers: ReadonlyMap<string, TriggerAssessment>,
  asOf: string,
): RequirementApplicability {
  const appliesFrom = duty.appliesFrom ?? framework.applicationDates?.['applies'] ?? null;
  const base = { appliesFrom, triggers: duty.triggers };
  const exempt = whyNobodyIsAsked(duty, triggers);
  if (exempt) return { ...base, applicability: 'not-applicable', why: exempt };
  const territory = TERRITORY[framework.id];
  const isAbroad = territory !== undefined && triggers.get(territory)?.state === 'not-raised';
  const named =
    isAbroad && !duty.triggers.includes(territory) ? [...duty.triggers, territory] : duty.triggers;
  const groups = triggerGroups(named);
  const states = groups.map((group) => groupState(group, triggers));
  const blocked = groups[states.indexOf('not-raised')];
  if (blocked) {
    return { ...base, applicability: 'not-applicable', why: reason(blocked, triggers) };
  }
  const open = groups[states.indexOf('undetermined')];
  if (open) return { ...base, applicability: 'undetermined', why: reason(open, triggers) };
  const why = groups.map((group) => reason(group, triggers)).join('; ');
  if (appliesFrom && appliesFrom > asOf) return { ...base, applicability: 'later', why };
  return { ...base, applicability: 'applicable', why };
}

/** Why a requirement asks nothing: it is no duty at all, or one from which a raised trigger exempts. */
function whyNobodyIsAsked(
  duty: RequirementRow,
  triggers: ReadonlyMap<string, TriggerAssessment>,
): string | null {
  if (duty.noDuty) return `it asks for nothing: ${duty.noDuty}`;
  const exempting = duty.unless?.find((id) => triggers.get(id)?.state === 'raised');
  return exempting ? `exempted: ${reason([exempting], triggers)}` : null;
}

function triggerGroups(triggers: readonly string[]): string[][] {
  const pair = ALTERNATIVES.find(([a, b]) => triggers.includes(a) && triggers.includes(b));
  const single = triggers.filter((id) => !pair?.includes(id)).map((id) => [id]);
  return pair ? [...single, [...pair]] : single;
}

function groupState(group: readonly string[], triggers: ReadonlyMap<string, TriggerAssessment>): string {
  const states = group.map((id) => triggers.get(id)?.state ?? 'undetermined');
  if (states.includes('raised')) return 'raised';
  return states.includes('undetermined') ? 'undetermined' : 'not-raised';
}

function reason(group: readonly string[], triggers: ReadonlyMap<string, TriggerAssessment>): string {
  const entries = group.flatMap((id) => triggers.get(id) ?? []);
  // Of alternatives the one that decides is told: one that is raised, else one that is open.
  const state = groupState(group, triggers);
  const telling = entries.find((entry) => entry.state === state);
  return telling ? `${telling.definition}: ${telling.why}` : `unknown trigger ${group.join(', ')}`;
}
