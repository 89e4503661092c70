import { figure } from '@app/kernel';
import { controlPhrase } from './control-name';
import type { ControlGap, FrameworkResult, OpenTrigger, RequirementResult } from './compliance-result';
import type { ControlGrade } from './evidence-grade';
import type { TriggerAssessment } from './trigger-assessment';

/**
 * Controls that are not passed, with the applicable requirements that hang on each: closing the first closes most.
 * Voluntary frameworks make no gaps.
 */
export function findGaps(frameworks: readonly FrameworkResult[]): ControlGap[] {
  const open = new Map<string, { control: ControlGrade; duties: RequirementResult[] }>();
  for (const framework of frameworks) {
    if (framework.state !== 'applies' && framework.state !== 'applies-later') continue;
    for (const duty of framework.requirements) {
      if (duty.applicability !== 'applicable') continue;
      for (const control of duty.controls) {
        if (control.grade === 'passed') continue;
        const entry = open.get(control.id) ?? { control, duties: [] };
        entry.duties.push(duty);
        open.set(control.id, entry);
      }
    }
  }
  return [...open.values()]
    .sort((a, b) => b.duties.length - a.duties.length || (a.control.id < b.control.id ? -1 : 1))
    .map(({ control, duties }) => gapOf(control, duties));
}

function gapOf(control: ControlGrade, duties: readonly RequirementResult[]): ControlGap {
  const requirements = duties.map((entry) => entry.key);
  return {
    control: control.id,
    grade: control.grade,
    why: control.why,
    requirements,
    frameworks: [...new Set(requirements.map((key) => key.slice(0, key.indexOf(':'))))],
    evidenceWanted: duties[0]?.evidenceWanted ?? '',
    requirementCount: figure({
      id: `compliance.controls.${control.id}.requirements`,
      label: `Applicable requirements that hang on the ${controlPhrase(control.id)}`,
      value: duties.length,
      unit: '1',
      method: 'computed',
      formula: 'count of applicable requirements that name this control and are not passed because of it',
      inputs: control.answer ? [control.answer] : [],
    }),
  };
}

/** Undetermined triggers with the requirements that wait for them alone, most first. */
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
    const only = open.length === 1 ? open[0] : undefined;
    if (only) waiting.set(only, [...(waiting.get(only) ?? []), duty.key]);
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
    formula: 'count of requirements whose only undetermined trigger is this one',
    inputs: [...trigger.answers],
  });
}
