import type { FrameworkRow } from '@app/catalog';
import type { ComplianceResult, FrameworkResult, RequirementResult } from './compliance-result';
import type { TriggerAssessment, TriggerState } from './trigger-assessment';
import { isUnverifiedDate } from './unverified-dates';

/**
 * The risk class of the EU AI Act that the answers show. `undetermined`: an answer that could raise it is missing or
 * contradicted, so that nothing lower may be claimed. `out-of-scope`: no system of the Act.
 */
export type AiRiskClass = 'high' | 'limited' | 'minimal' | 'undetermined' | 'out-of-scope';

/** A date of the Act as of the run's date; `verified` is false where the catalog marks it so. */
export interface AiActDate {
  readonly name: string;
  readonly date: string;
  readonly state: 'in-force' | 'to-come';
  readonly verified: boolean;
  readonly note: string | null;
}

export interface AiActAssessment {
  readonly riskClass: AiRiskClass;
  /** The class that stands at the least, whatever open answers say: `limited` where people deal with the system. */
  readonly atLeast: Exclude<AiRiskClass, 'undetermined'> | null;
  readonly reasons: readonly string[];
  /** Triggers whose answer may raise the class. */
  readonly open: readonly TriggerAssessment[];
  /** Duties by which prohibited practices are ruled out, as graded: a class says nothing of them. */
  readonly prohibited: RequirementResult | null;
  /** Whose duties of the Act the organisation has; both may be raised, and none follows from the other. */
  readonly roles: { readonly provider: TriggerState; readonly deployer: TriggerState };
  /** Duties of a provider of a general-purpose model, which come on top of any class. */
  readonly generalPurpose: 'provider' | 'not-provider' | 'undetermined';
  readonly dates: readonly AiActDate[];
  /** What the catalog says of what it could not verify. */
  readonly caveat: string | null;
}

/** Declarations that name a use of Annex III or its like: each asks for high-risk to be settled. */
const INDICATIONS = ['employment_ai', 'public_body_or_credit', 'biometric_ai'];
/** Those that name a use of Annex III itself (points 1 and 4); a public body may use AI of any class. */
const NAMED_USES = ['employment_ai', 'biometric_ai'];
const LIMITED = ['interacts_with_people', 'synthetic_content', 'biometric_ai'];

/** The class of the organisation's AI systems under the EU AI Act, with its reasons and dates. */
export function classifyAiAct(result: ComplianceResult, framework: FrameworkRow): AiActAssessment {
  const triggers = new Map(result.triggers.map((entry) => [entry.id, entry]));
  const stateOf = (id: string): TriggerState => triggers.get(id)?.state ?? 'undetermined';
  const raised = (ids: readonly string[]): TriggerAssessment[] =>
    ids.flatMap((id) => {
      const entry = triggers.get(id);
      return entry?.state === 'raised' ? [entry] : [];
    });
  const assessed = result.frameworks.find((entry) => entry.id === framework.id);
  const limited = raised(LIMITED);
  const indicated = raised(INDICATIONS);
  const inScope = scopeOf(assessed, stateOf('eu_ai_system'));
  const verdict = classOf(inScope, stateOf('high_risk_ai'), {
    isLimited: limited.length > 0,
    mayBeLimited: LIMITED.some((id) => stateOf(id) === 'undetermined'),
    isIndicated: raised(NAMED_USES).length > 0,
  });
  const isOutside = verdict.riskClass === 'out-of-scope';
  const telling = isOutside ? [] : verdict.riskClass === 'high' ? raised(['high_risk_ai']) : limited;
  const open = ['eu_ai_system', 'high_risk_ai', ...LIMITED].flatMap((id) => {
    const entry = triggers.get(id);
    const isSettled = id === 'eu_ai_system' && inScope !== 'undetermined';
    return entry?.state === 'undetermined' && !isSettled ? [entry] : [];
  });
  return {
    ...verdict,
    reasons: [
      assessed?.decided ? (isOutside ? assessed.why : `${verdict.why} (${assessed.why})`) : verdict.why,
      ...telling.map((entry) => `${entry.definition}: ${entry.why}`),
      ...(isOutside || verdict.riskClass === 'high'
        ? []
        : indicated.map(
            (entry) => `${entry.definition} is declared, which points at a high-risk use of Annex III`,
          )),
    ],
    open: isOutside ? [] : open,
    prohibited: assessed?.requirements.find((duty) => duty.ref === 'Art. 5(1)') ?? null,
    roles: { provider: stateOf('ai_provider'), deployer: stateOf('ai_deployer') },
    generalPurpose: generalPurposeOf(stateOf('gpai_provider')),
    dates: datesOf(framework, result.asOf),
    caveat: framework.note ?? null,
  };
}

/** Whether the Act is in scope: as a person decided it, else by its trigger. */
function scopeOf(assessed: FrameworkResult | undefined, byRule: string): string {
  if (!assessed?.decided) return byRule;
  return assessed.decided.applies ? 'raised' : 'not-raised';
}

interface ClassVerdict {
  readonly riskClass: AiRiskClass;
  readonly atLeast: AiActAssessment['atLeast'];
  readonly why: string;
}

/** What else bears on the class: duties of transparency, settled or open, and uses that point at high risk. */
interface Signs {
  readonly isLimited: boolean;
  readonly mayBeLimited: boolean;
  readonly isIndicated: boolean;
}

function classOf(inScope: string, highRisk: string, signs: Signs): ClassVerdict {
  const { isLimited } = signs;
  if (inScope === 'not-raised') {
    const why = 'no use in the European Union is stated';
    return { riskClass: 'out-of-scope', atLeast: 'out-of-scope', why };
  }
  if (inScope === 'undetermined') {
    const why = 'whether the system is used in the European Union is not settled';
    return { riskClass: 'undetermined', atLeast: null, why };
  }
  if (highRisk === 'raised') {
    return { riskClass: 'high', atLeast: 'high', why: 'a high-risk use or product is declared' };
  }
  const floor = isLimited ? 'limited' : 'minimal';
  if (highRisk === 'undetermined') {
    const why =
      'nobody said whether the use is one of Annex III or a safety component of Annex I, so high-risk is not ruled out';
    return { riskClass: 'undetermined', atLeast: floor, why };
  }
  if (signs.isIndicated) {
    const why =
      'high-risk is declared not to be so, and yet a use of Annex III is declared: the one exception is an assessment under Art. 6(3), which has to be documented';
    return { riskClass: 'undetermined', atLeast: floor, why };
  }
  if (!isLimited && signs.mayBeLimited) {
    const why = 'high-risk is ruled out, and whether duties of transparency apply is not settled';
    return { riskClass: 'undetermined', atLeast: floor, why };
  }
  const why = isLimited
    ? 'duties of transparency apply to its provider or its deployer'
    : 'no duty beyond those for every system applies';
  return { riskClass: floor, atLeast: floor, why };
}

function generalPurposeOf(state: string): AiActAssessment['generalPurpose'] {
  if (state === 'raised') return 'provider';
  return state === 'not-raised' ? 'not-provider' : 'undetermined';
}

const DATE_NAMES: Readonly<Record<string, string>> = {
  entryIntoForce: 'Entry into force',
  prohibitionsAndLiteracy: 'Prohibited practices and AI literacy',
  gpaiAndGovernance: 'General-purpose models and governance',
  generalApplication: 'General application, transparency duties among it',
  markingTransitionEnd: 'Marking of generated content by systems already on the market',
  annexIIIHighRisk: 'High-risk uses of Annex III',
  annexIHighRisk: 'High-risk products of Annex I',
  'gpaiModelsBefore2025-08': 'General-purpose models that were on the market before 2025-08',
};

function datesOf(framework: FrameworkRow, asOf: string): AiActDate[] {
  return Object.entries(framework.applicationDates ?? {})
    .map(([key, stated]): AiActDate => {
      const date = stated.slice(0, 10);
      const note = stated.length > 10 ? stated.slice(10).replace(/[()]/g, '').trim() : null;
      return {
        name: DATE_NAMES[key] ?? key,
        date,
        state: date <= asOf ? 'in-force' : 'to-come',
        verified: !isUnverifiedDate(framework.id, key, date),
        note,
      };
    })
    .sort((a, b) => (a.date === b.date ? (a.name < b.name ? -1 : 1) : a.date < b.date ? -1 : 1));
}
