import { figure } from '@app/kernel';
import { findControl } from './control-library';
import { controlPhrase } from './control-name';
import { byRiskAndEffort, gapEffort, gapRisk } from './gap-ranking';
import type { ControlGap, FrameworkResult, OpenTrigger, RequirementResult } from './compliance-result';
import type { ControlGrade } from './evidence-grade';
import type { TriggerAssessment } from './trigger-assessment';

/**
 * Controls that are not passed, with the requirements that hang on each, highest risk first. `gaps` are those that
 * requirements in force need, `upcoming` those that only later requirements need, soonest first. Voluntary frameworks
 * make no gaps.
 */
export function findGaps(frameworks: readonly FrameworkResult[]): {
  readonly gaps: ControlGap[];
  readonly upcoming: ControlGap[];
} {
  const binding = frameworks
    .filter((framework) => framework.state === 'applies' || framework.state === 'applies-later')
    .flatMap((framework) => framework.requirements);
  const gaps = openControls(binding.filter((duty) => duty.applicability === 'applicable'));
  const now = new Set(gaps.map((gap) => gap.control));
  const upcoming = openControls(binding.filter((duty) => duty.applicability === 'later')).filter(
    (gap) => !now.has(gap.control),
  );
  return {
    gaps: gaps.sort(byRiskAndEffort),
    upcoming: upcoming.sort((a, b) =>
      a.dueFrom === b.dueFrom ? byRiskAndEffort(a, b) : (a.dueFrom ?? '') < (b.dueFrom ?? '') ? -1 : 1,
    ),
  };
}

function openControls(duties: readonly RequirementResult[]): ControlGap[] {
  const open = new Map<string, { control: ControlGrade; duties: RequirementResult[] }>();
  for (const duty of duties) {
    for (const control of duty.controls) {
      if (control.grade === 'passed') continue;
      const entry = open.get(control.id) ?? { control, duties: [] };
      entry.duties.push(duty);
      open.set(control.id, entry);
    }
  }
  return [...open.values()].map(({ control, duties: needing }) => gapOf(control, needing));
}

function gapOf(control: ControlGrade, duties: readonly RequirementResult[]): ControlGap {
  const requirements = duties.map((entry) => entry.key);
  const inputs = control.answer ? [control.answer] : [];
  const dates = duties.flatMap((duty) =>
    duty.applicability === 'later' && duty.appliesFrom ? [duty.appliesFrom] : [],
  );
  return {
    control: control.id,
    grade: control.grade,
    why: control.why,
    contradiction: control.contradiction,
    requirements,
    frameworks: [...new Set(requirements.map((key) => key.slice(0, key.indexOf(':'))))],
    dueFrom: dates.sort()[0] ?? null,
    evidenceWanted: findControl(control.id)?.evidence ?? duties[0]?.evidenceWanted ?? '',
    risk: gapRisk(control.id, control.grade, inputs),
    effort: gapEffort(control.id, control.grade, inputs),
    requirementCount: figure({
      id: `compliance.controls.${control.id}.requirements`,
      label: `Requirements that hang on the ${controlPhrase(control.id)}`,
      value: duties.length,
      unit: '1',
      method: 'computed',
      formula: 'count of requirements that name this control and are not passed because of it',
      inputs,
    }),
  };
}

/**
 * Roles by which a law divides its duties. They are asked for beside what brings the duties about: neither question
 * waits for the other.
 */
const ROLES: ReadonlySet<string> = new Set([
  'ai_provider',
  'ai_deployer',
  'hipaa_covered_entity',
  'hipaa_business_associate',
]);

/** Undetermined triggers with the requirements that wait for them alone, or for them and a role; most first. */
export function findOpenTriggers(
  frameworks: readonly FrameworkResult[],
  triggers: readonly TriggerAssessment[],
): OpenTrigger[] {
  const undetermined = new Set(
    triggers.filter((entry) => entry.state === 'undetermined').map((entry) => entry.id),
  );
  const waiting = new Map<string, string[]>();
  for (const duty of frameworks.flatMap((entry) => entry.requirements)) {
    if (duty.applicability !== 'undetermined') continue;
    const open = duty.triggers.filter((id) => undetermined.has(id));
    if (open.filter((id) => !ROLES.has(id)).length > 1) continue;
    for (const id of open) waiting.set(id, [...(waiting.get(id) ?? []), duty.key]);
  }
  return triggers
    .flatMap((trigger) => {
      const requirements = waiting.get(trigger.id);
      return requirements
        ? [{ trigger, requirements, requirementCount: openCount(trigger, requirements.length) }]
        : [];
    })
    .sort((a, b) => b.requirements.length - a.requirements.length || (a.trigger.id < b.trigger.id ? -1 : 1));
}

function openCount(trigger: TriggerAssessment, value: number): OpenTrigger['requirementCount'] {
  return figure({
    id: `compliance.triggers.${trigger.id}.requirements`,
    label: `Requirements that wait for an answer on ${trigger.id}`,
    value,
    unit: '1',
    method: 'computed',
    formula:
      'count of requirements whose only undetermined trigger is this one, or this one and a role that a law names',
    inputs: [...trigger.answers],
  });
}
