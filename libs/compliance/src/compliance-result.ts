import type { Figure, Source } from '@app/kernel';
import type { RequirementApplicability } from './applicability';
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
  readonly requirements: readonly RequirementResult[];
  readonly figures: FrameworkFigures;
}

/** A control that keeps applicable requirements from being passed, and how many hang on it. */
export interface ControlGap {
  readonly control: string;
  readonly grade: Grade;
  readonly why: string;
  /** `<framework>:<ref>` of applicable requirements, in catalog order. */
  readonly requirements: readonly string[];
  readonly frameworks: readonly string[];
  readonly evidenceWanted: string;
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
  /** Most requirements first. */
  readonly gaps: readonly ControlGap[];
  readonly openTriggers: readonly OpenTrigger[];
  readonly frameworksApplicable: Figure;
  readonly figures: readonly Figure[];
}
