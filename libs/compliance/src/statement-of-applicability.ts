import { CONTROLS, findControl } from './control-library';
import { controlName } from './control-name';
import type { ComplianceResult, FrameworkResult, RequirementResult } from './compliance-result';
import { type ControlGrade, type Grade, UNANSWERED } from './evidence-grade';

/** What the recommended architecture would itself provide of a control: planned, and never a pass. */
export interface PlannedControl {
  readonly control: string;
  readonly by: string;
}

/** A control that the organisation asks for itself, as by the places it states for its data. */
export interface AskedControl {
  readonly control: string;
  readonly by: string;
}

/**
 * `included`: a requirement that binds, now or later, needs it. `optional`: only voluntary guidance names it. `open`: an
 * unanswered question decides. `excluded`: nothing that binds this organisation needs it.
 */
export type Inclusion = 'included' | 'optional' | 'open' | 'excluded';

/** One control in the Statement of Applicability. */
export interface ApplicabilityLine {
  readonly control: string;
  readonly name: string;
  readonly inclusion: Inclusion;
  /** Why it is in or out, one sentence. */
  readonly justification: string;
  /** `<framework>:<ref>` of what binds and needs it. */
  readonly requirements: readonly string[];
  readonly frameworks: readonly string[];
  readonly grade: Grade;
  readonly why: string;
  readonly planned: string | null;
}

/** All controls of the library with whether they are in scope, why, and how they stand; then those of own frameworks. */
export function statementOfApplicability(
  result: ComplianceResult,
  planned: readonly PlannedControl[] = [],
  asked: readonly AskedControl[] = [],
): ApplicabilityLine[] {
  const uses = controlUses(result.frameworks);
  const others = [...uses.keys()].filter((id) => !findControl(id)).sort();
  const byControl = new Map(planned.map((entry) => [entry.control, entry.by]));
  const askedFor = new Map(asked.map((entry) => [entry.control, entry.by]));
  return [...CONTROLS.map((row) => row.id), ...others].map((id) => {
    const line = lineOf(id, uses.get(id), result.frameworks, byControl.get(id) ?? null);
    const by = askedFor.get(id);
    if (by === undefined || line.inclusion === 'included') return line;
    return { ...line, inclusion: 'included', justification: `Asked for by ${by}.` };
  });
}

interface ControlUse {
  readonly grade: ControlGrade;
  readonly duties: Array<{ readonly framework: FrameworkResult; readonly duty: RequirementResult }>;
}

function controlUses(frameworks: readonly FrameworkResult[]): Map<string, ControlUse> {
  const uses = new Map<string, ControlUse>();
  for (const framework of frameworks) {
    for (const duty of framework.requirements) {
      for (const grade of duty.controls) {
        const use = uses.get(grade.id) ?? { grade, duties: [] };
        use.duties.push({ framework, duty });
        uses.set(grade.id, use);
      }
    }
  }
  return uses;
}

function lineOf(
  id: string,
  use: ControlUse | undefined,
  frameworks: readonly FrameworkResult[],
  planned: string | null,
): ApplicabilityLine {
  const binding = (use?.duties ?? []).filter(
    ({ framework, duty }) =>
      isBinding(framework) && (duty.applicability === 'applicable' || duty.applicability === 'later'),
  );
  const inclusion = inclusionOf(use, binding.length);
  const named = [...new Set(binding.map(({ framework }) => framework.name))];
  return {
    control: id,
    name: controlName(id),
    inclusion,
    justification: justificationOf(inclusion, named, use, frameworks),
    requirements: binding.map(({ duty }) => duty.key),
    frameworks: [...new Set(binding.map(({ framework }) => framework.id))],
    grade: use?.grade.grade ?? 'not-evaluable',
    why: use?.grade.why ?? UNANSWERED,
    planned,
  };
}

function isBinding(framework: FrameworkResult): boolean {
  return framework.state === 'applies' || framework.state === 'applies-later';
}

function inclusionOf(use: ControlUse | undefined, binding: number): Inclusion {
  if (binding > 0) return 'included';
  const duties = use?.duties ?? [];
  // What a question may bring into force is more than what guidance suggests.
  if (duties.some(({ duty }) => duty.applicability === 'undetermined')) return 'open';
  const voluntary = duties.some(
    ({ framework, duty }) => framework.state === 'voluntary' && duty.applicability === 'applicable',
  );
  return voluntary ? 'optional' : 'excluded';
}

function justificationOf(
  inclusion: Inclusion,
  binding: readonly string[],
  use: ControlUse | undefined,
  frameworks: readonly FrameworkResult[],
): string {
  if (inclusion === 'included') return `Needed by ${binding.join(', ')}.`;
  const namedBy = (states: readonly string[]): string => {
    const ids = new Set(
      (use?.duties ?? [])
        .filter(({ duty }) => states.includes(duty.applicability))
        .map(({ framework }) => framework.id),
    );
    return frameworks
      .filter((framework) => ids.has(framework.id))
      .map((framework) => framework.name)
      .join(', ');
  };
  if (inclusion === 'open') return openBecause(use, frameworks);
  if (inclusion === 'optional') return `Guidance only: ${namedBy(['applicable'])}.`;
  return excludedBy(use, frameworks);
}

/** What a control that is open waits for: a requirement of a framework that applies, or a framework itself. */
function openBecause(use: ControlUse | undefined, frameworks: readonly FrameworkResult[]): string {
  const waiting = new Set(
    (use?.duties ?? [])
      .filter(({ duty }) => duty.applicability === 'undetermined')
      .map(({ framework }) => framework.id),
  );
  const named = frameworks.filter(({ id }) => waiting.has(id));
  const settled = named.filter(({ state }) => state !== 'undetermined').map(({ name }) => name);
  const asked = named.filter(({ state }) => state === 'undetermined').map(({ name }) => name);
  const parts = [
    ...(settled.length > 0 ? [`by a requirement of ${settled.join(' or ')} that is still a question`] : []),
    ...(asked.length > 0 ? [`if ${asked.join(', ')} ${asked.length === 1 ? 'applies' : 'apply'}`] : []),
  ];
  return `Open: needed ${parts.join(', or ')}.`;
}

/** Frameworks whose reasons for not binding are told one by one. */
const REASONS_TOLD = 3;

/** Which requirements name a control that is not in scope, and why none of them binds: one reason a framework. */
function excludedBy(use: ControlUse | undefined, frameworks: readonly FrameworkResult[]): string {
  const whys = new Map((use?.duties ?? []).map(({ framework, duty }) => [framework.id, duty.why]));
  const reasons = frameworks.flatMap(({ id, name }) => {
    const why = whys.get(id);
    // What its trigger means is told where frameworks are: here only why it does not hold.
    return why === undefined ? [] : [`${name} (${why.slice(why.indexOf(': ') + 1).trim()})`];
  });
  if (reasons.length === 0) return 'No requirement of the catalog names it.';
  const more = reasons.length - REASONS_TOLD;
  const rest = more > 0 ? '; and others' : '';
  return `Nothing that names it binds: ${reasons.slice(0, REASONS_TOLD).join('; ')}${rest}.`;
}
