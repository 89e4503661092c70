import type { Figure, Source } from '@app/kernel';
import type { RequirementApplicability } from './applicability';
import type { DutyDecision } from './duty-decision';
import type { ControlGrade, Grade } from './evidence-grade';
import type { TriggerAssessment } from './trigger-assessment';

/** A requirement as it stands for this organisation. */
export interface RequirementResult extends RequirementApplicability {
  /** `<framework>:<ref>`. */
  readonly key: string;
  readonly ref: string;
  readonly title: string;
  readonly theme: string;
  readonly evidenceWanted: string;
  readonly controls: readonly ControlGrade[];
  /** Null unless it is applicable or will be later. */
  readonly grade: Grade | null;
  /** What the rules alone give. */
  readonly byRule: Pick<RequirementApplicability, 'applicability' | 'why'>;
}

/**
 * Why a framework is in the picture, or that it is not. `voluntary`: it is meant for organisations like this one, but
 * nobody is obliged to follow it and no obligation was stated; it is counted, and makes no gaps.
 */
export type FrameworkState = 'applies' | 'applies-later' | 'voluntary' | 'undetermined' | 'does-not-apply';

/** Counts of one framework's requirements, each a figure. */
export interface FrameworkFigures {
  readonly total: Figure;
  readonly applicable: Figure;
  readonly later: Figure;
  readonly undetermined: Figure;
  readonly passed: Figure;
  readonly partial: Figure;
  readonly claimed: Figure;
  readonly failed: Figure;
  readonly notEvaluable: Figure;
  /** Passed of applicable, in percent; unknown where none applies. */
  readonly coverage: Figure;
}

export interface FrameworkResult {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly source: Source;
  readonly note: string | null;
  readonly state: FrameworkState;
  readonly why: string;
  /** First date from which any requirement that is not yet in force will bind, ISO, or null. */
  readonly nextApplicationDate: string | null;
  readonly stated: boolean;
  /** What the rules alone give. */
  readonly byRule: { readonly state: FrameworkState; readonly why: string };
  /** What a person decided on it as a whole, or null. */
  readonly decided: DutyDecision | null;
  readonly requirements: readonly RequirementResult[];
  readonly figures: FrameworkFigures;
}

/** A control that keeps requirements from being passed, how many hang on it, and what closing it takes. */
export interface ControlGap {
  readonly control: string;
  readonly grade: Grade;
  readonly why: string;
  /** What the answers say against each other, or null. */
  readonly contradiction: string | null;
  /** `<framework>:<ref>` of the requirements, in catalog order. */
  readonly requirements: readonly string[];
  readonly frameworks: readonly string[];
  /** The first date from which a requirement needs it, ISO; null where one in force does. */
  readonly dueFrom: string | null;
  readonly evidenceWanted: string;
  /** Points, 0 to 20. */
  readonly risk: Figure;
  /** Person-days. */
  readonly effort: Figure;
  readonly requirementCount: Figure;
}

/** What undetermined triggers leave open: settling one settles so many requirements. */
export interface OpenTrigger {
  readonly trigger: TriggerAssessment;
  readonly requirements: readonly string[];
  readonly requirementCount: Figure;
}

export interface ComplianceResult {
  readonly asOf: string;
  readonly triggers: readonly TriggerAssessment[];
  /** In catalog order, all of them. */
  readonly frameworks: readonly FrameworkResult[];
  /** What requirements in force need, highest risk first, of equal risk the least effort. */
  readonly gaps: readonly ControlGap[];
  /** What only later requirements need, soonest first. */
  readonly upcomingGaps: readonly ControlGap[];
  readonly openTriggers: readonly OpenTrigger[];
  readonly frameworksApplicable: Figure;
  readonly figures: readonly Figure[];
}
