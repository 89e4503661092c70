import type { FrameworkRow, RequirementRow } from '@app/catalog';
import { type Figure, figure } from '@app/kernel';
import { type Applicability, requirementApplicability } from './applicability';
import { assessTriggers } from './assess-triggers';
import { baseTrigger, type ComplianceCatalog } from './compliance-catalog';
import { canonicalControlId, controlsOf } from './control-library';
import type { ComplianceFacts, ControlFact } from './compliance-facts';
import type {
  ComplianceResult,
  FrameworkFigures,
  FrameworkResult,
  FrameworkState,
  RequirementResult,
} from './compliance-result';
import { asPersonDecidedDuty, decisionOn, triggersAsDecided } from './duty-decision';
import { gradeControl, gradeRequirement } from './evidence-grade';
import { findGaps, findOpenTriggers } from './find-gaps';
import { frameworkFigures } from './framework-figures';
import type { TriggerAssessment } from './trigger-assessment';
import { refuseUnknownIds } from './unknown-ids';

/** Frameworks that are published as guidance: they bind nobody who has not taken them on. */
const VOLUNTARY = new Set(['nist-ai-rmf', 'nist-csf']);

/**
 * Which frameworks and requirements bind, how well each is shown to be met, and what is missing, as of an ISO date.
 * @throws compliance.unknown-id when an obligation, declaration or control is not in the catalog.
 */
export function assessCompliance(
  facts: ComplianceFacts,
  catalog: ComplianceCatalog,
  asOf: string,
): ComplianceResult {
  refuseUnknownIds(facts, catalog);
  const triggers = assessTriggers(facts, catalog);
  const byId = new Map(triggers.map((entry) => [entry.id, entry]));
  const controls = saidOfControls(facts.controls);
  const frameworks = catalog.frameworks.map((entry) =>
    assessFramework(entry, { byId, controls, facts, asOf }),
  );
  const { gaps, upcoming: upcomingGaps } = findGaps(frameworks);
  const openTriggers = findOpenTriggers(frameworks, triggers);
  const frameworksApplicable = applicableCount(frameworks);
  const figures: Figure[] = [
    frameworksApplicable,
    ...frameworks.flatMap((entry) => figuresOf(entry.figures)),
    ...[...gaps, ...upcomingGaps].flatMap((entry) => [entry.requirementCount, entry.risk, entry.effort]),
    ...openTriggers.map((entry) => entry.requirementCount),
  ];
  return { asOf, triggers, frameworks, gaps, upcomingGaps, openTriggers, frameworksApplicable, figures };
}

function figuresOf(counts: FrameworkFigures): Figure[] {
  return Object.values<Figure>({ ...counts });
}

/** What was said of each control, by its own id: a property of the catalog and our id are one control. */
function saidOfControls(facts: readonly ControlFact[]): Map<string, ControlFact[]> {
  const said = new Map<string, ControlFact[]>();
  for (const fact of facts) {
    const id = canonicalControlId(fact.id);
    said.set(id, [...(said.get(id) ?? []), fact]);
  }
  return said;
}

interface Surroundings {
  readonly byId: ReadonlyMap<string, TriggerAssessment>;
  readonly controls: ReadonlyMap<string, readonly ControlFact[]>;
  readonly facts: ComplianceFacts;
  readonly asOf: string;
}

function assessFramework(framework: FrameworkRow, around: Surroundings): FrameworkResult {
  const { facts, byId } = around;
  const decisions = facts.decisions ?? [];
  const decided = decisionOn(decisions, framework.id, null);
  const triggers = triggersAsDecided(framework, byId, decisions);
  const requirements = framework.requirements.map((duty) =>
    assessRequirement(framework, duty, around, triggers),
  );
  const base = byId.get(baseTrigger(framework) ?? '');
  const stated = facts.obligations.some((entry) => entry.value === framework.id) || base?.why === 'declared';
  const byRule = stateOf(
    framework,
    requirements.map((entry) => entry.byRule.applicability),
    base,
    stated,
  );
  const asDecided = stateOf(
    framework,
    requirements.map((entry) => entry.applicability),
    base,
    stated || decided?.applies === true,
  );
  const later = requirements.filter((entry) => entry.applicability === 'later');
  return {
    id: framework.id,
    name: framework.name,
    version: framework.version,
    source: framework.source,
    note: framework.note ?? null,
    state: asDecided.state,
    why: decided
      ? `decided by ${decided.by}; by the rules it ${STATE_WORDS[byRule.state]}: ${byRule.why}`
      : byRule.why,
    nextApplicationDate: later.map((entry) => entry.appliesFrom ?? '').sort()[0] ?? null,
    stated,
    byRule,
    decided,
    requirements,
    figures: frameworkFigures(framework, requirements, answersRead(requirements, base)),
  };
}

const STATE_WORDS: Readonly<Record<FrameworkState, string>> = {
  applies: 'applies',
  'applies-later': 'applies later',
  voluntary: 'is voluntary guidance',
  undetermined: 'is open',
  'does-not-apply': 'does not apply',
};

/** A requirement by the rules and, on the triggers as they were decided, by what a person decided on it. */
function assessRequirement(
  framework: FrameworkRow,
  duty: RequirementRow,
  around: Surroundings,
  triggers: Surroundings['byId'],
): RequirementResult {
  const { facts, asOf, byId } = around;
  const byRule = requirementApplicability(framework, duty, byId, asOf);
  const asTriggered = triggers === byId ? byRule : requirementApplicability(framework, duty, triggers, asOf);
  const decision = decisionOn(facts.decisions ?? [], framework.id, duty.ref);
  const applies = asPersonDecidedDuty(asTriggered, decision, asOf);
  const controls = controlsOf(framework.id, duty).map((id) =>
    gradeControl(id, around.controls.get(id) ?? [], asOf),
  );
  const binds = applies.applicability === 'applicable' || applies.applicability === 'later';
  return {
    ...applies,
    key: `${framework.id}:${duty.ref}`,
    ref: duty.ref,
    title: duty.title,
    theme: duty.theme,
    evidenceWanted: duty.evidence,
    controls,
    grade: binds ? gradeRequirement(controls) : null,
    byRule: { applicability: byRule.applicability, why: byRule.why },
  };
}

function stateOf(
  framework: FrameworkRow,
  applicabilities: readonly Applicability[],
  base: TriggerAssessment | undefined,
  stated: boolean,
): { state: FrameworkState; why: string } {
  const why = base ? `${base.definition}: ${base.why}` : 'no trigger of the catalog leads to it';
  const has = (wanted: Applicability): boolean => applicabilities.includes(wanted);
  if (has('applicable'))
    return { state: VOLUNTARY.has(framework.id) && !stated ? 'voluntary' : 'applies', why };
  if (has('later')) return { state: 'applies-later', why };
  return { state: has('undetermined') ? 'undetermined' : 'does-not-apply', why };
}

/** The answers behind a framework's counts: those that raised its trigger and those that described its controls. */
function answersRead(
  requirements: readonly RequirementResult[],
  base: TriggerAssessment | undefined,
): string[] {
  const controls = requirements
    .filter((entry) => entry.grade !== null)
    .flatMap((entry) => entry.controls.flatMap((control) => control.answer ?? []));
  return [...new Set([...(base?.answers ?? []), ...controls])].sort();
}

function applicableCount(frameworks: readonly FrameworkResult[]): Figure {
  const applying = frameworks.filter((entry) => entry.state === 'applies' || entry.state === 'applies-later');
  return figure({
    id: 'compliance.frameworks.applicable',
    label: 'Frameworks that apply',
    value: applying.length,
    unit: '1',
    method: 'computed',
    formula: 'count of frameworks with a requirement that applies now or later, without voluntary ones',
    inputs: applying.map((entry) => entry.figures.applicable.id),
  });
}
