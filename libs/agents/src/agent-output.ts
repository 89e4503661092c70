import type { Assumption, OpenQuestion } from '@app/assessments';
import type { Figure, FigureText } from '@app/kernel';
import type { CostCategory } from '@app/pricing';
import type { AgentId } from './agent-id';
import type { ChoiceOutcome } from './bench/decided-choices';
import type { DeploymentTarget } from './deployment-target';
import type { Severity } from './severity';

export type { Assumption, OpenQuestion } from '@app/assessments';
export type { ChoiceOutcome, PersonsChoice } from './bench/decided-choices';
export type { Severity } from './severity';

/** One thing an agent found out. Ids are stable: `<agent>.<subject>`, `infrastructure.w1.memory-fit`. */
export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly title: FigureText;
  readonly statement: FigureText;
}

/** What may go wrong with what an agent found or proposes, and what answers it. */
export interface Risk {
  /** `<agent>.risk.<subject>`. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: FigureText;
  readonly statement: FigureText;
  /** What makes it less likely, or its harm smaller. */
  readonly answer: FigureText;
}

/** The parts that an agent's work has. */
export const OUTPUT_PARTS = ['decisions', 'findings', 'recommendations', 'risks', 'questions'] as const;
export type OutputPart = (typeof OUTPUT_PARTS)[number];

/** A part of an agent's work that is empty, and why that is no omission. */
export interface SilentPart {
  readonly part: OutputPart;
  readonly reason: string;
}

/** What this version cannot compute, or cannot for lack of facts: said, never replaced by a constant. */
export interface NotEvaluated {
  readonly id: string;
  readonly subject: string;
  readonly reason: string;
}

/**
 * An agent's vote on a choice that several agents have a say in. `key` names the choice (`w1.hosting`), `option` what
 * this agent would do (`api`, `self-host`). `basis` ranks the ground: an obligation outranks feasibility, and so on.
 */
export interface Decision {
  readonly key: string;
  readonly label: string;
  readonly option: string;
  readonly optionLabel: string;
  readonly basis: DecisionBasis;
  readonly rationale: FigureText;
  readonly presumes?: Presumption;
}

/**
 * Another choice that has to fall so for this one to matter: an accelerator only if the workload is hosted. Where it
 * falls otherwise, a decision is marked with `words` (`if hosted`), and a recommendation is left out.
 */
export interface Presumption {
  readonly key: string;
  readonly options: readonly string[];
  readonly words: string;
}

/**
 * Strongest first: the order in which conflicting votes are settled. `weights`: cost, latency, emissions and risk weighed
 * as the user stated, before any one of them alone.
 */
export const DECISION_BASES = [
  'obligation',
  'constraint',
  'feasibility',
  'weights',
  'cost',
  'risk',
  'preference',
] as const;
export type DecisionBasis = (typeof DECISION_BASES)[number];

export type Effort = 'days' | 'weeks' | 'months';

/** What a recommendation is about, by the order in which it is read: how to run a workload, what law asks for, the rest. */
export const RECOMMENDATION_THEMES = ['hosting', 'obligation', 'other'] as const;
export type RecommendationTheme = (typeof RECOMMENDATION_THEMES)[number];

/** A thing to do. Drafts with equal keys from several agents are merged by the synthesis. */
export interface RecommendationDraft {
  readonly key: string;
  readonly title: FigureText;
  readonly rationale: FigureText;
  readonly severity: Severity;
  readonly workloadIds: readonly string[];
  /**
   * What it costs or saves, by figure ids; `note` says what is not in them. `savingIds` are those that state what it
   * saves (above 0) in money per time, `monthly` those that state what is paid while it is in use.
   */
  readonly cost: {
    readonly figureIds: readonly string[];
    readonly note: FigureText;
    readonly savingIds?: readonly string[];
    readonly monthly?: readonly MonthlyCost[];
  };
  /** Requirements it serves, as `<framework>:<ref>`, and what it leaves open. */
  readonly compliance: { readonly requirements: readonly string[]; readonly note: FigureText };
  readonly implementation: {
    readonly effort: Effort;
    readonly steps: readonly FigureText[];
    readonly prerequisites: readonly FigureText[];
    /** How to go back; said by rule where the agent does not. */
    readonly rollback?: readonly FigureText[];
    /** Beside those that follow by rule. */
    readonly dependencies?: readonly RecommendationDependency[];
  };
  /** `other` unless said. */
  readonly theme?: RecommendationTheme;
  readonly presumes?: Presumption;
  /** What to deploy where this is followed: the chosen option by ids of the catalog and of figures. */
  readonly deployment?: DeploymentTarget;
}

/** A figure in money per time that is paid for as long as a recommendation is in use. */
export interface MonthlyCost {
  readonly category: CostCategory;
  readonly figureId: string;
}

/**
 * How one recommendation hangs on another: `after` it cannot begin before the other is done; `before-go-live` both may
 * go on at once, but nobody is let on before the other is done.
 */
export const DEPENDENCY_KINDS = ['after', 'before-go-live'] as const;
export type DependencyKind = (typeof DEPENDENCY_KINDS)[number];

/** `key` names the other recommendation; `why` is one sentence. */
export interface RecommendationDependency {
  readonly key: string;
  readonly kind: DependencyKind;
  readonly why: FigureText;
}

/** A table for the report: cells are texts that may cite figures. */
export interface OutputTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly FigureText[]>;
  /** Said once below it. */
  readonly note?: FigureText;
}

/** All that one agent says about one assessment. Equal input gives equal bytes. */
export interface AgentOutput {
  readonly agent: AgentId;
  readonly summary: FigureText;
  readonly findings: readonly Finding[];
  readonly decisions: readonly Decision[];
  readonly recommendations: readonly RecommendationDraft[];
  readonly tables: readonly OutputTable[];
  readonly assumptions: readonly Assumption[];
  readonly questions: readonly OpenQuestion[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** What the plan as a whole pays a month, beside what its recommendations name. */
  readonly spend?: readonly MonthlyCost[];
  readonly risks?: readonly Risk[];
  /** What people decided on choices, and whether the plan follows it. */
  readonly followed?: readonly ChoiceOutcome[];
  /** The parts of these that are empty, each with its reason. */
  readonly silent?: readonly SilentPart[];
  /** Every figure that any text above cites, and every figure those were computed from. */
  readonly figures: readonly Figure[];
  /** A language model's wording of summary and findings, where one was asked: beside what was computed, never in its place. */
  readonly narrative?: Narrative | MissingNarrative;
}

/** Summary and statements as a language model words them: every one of them passed the guard. */
export interface Narrative {
  readonly by: {
    readonly provider: string;
    readonly model: string;
    readonly prompt: { readonly id: string; readonly version: number };
  };
  /** Whether a first answer was refused and the second one, asked to mend it, was not. */
  readonly repaired: boolean;
  readonly summary: FigureText;
  readonly statements: ReadonlyArray<{ readonly findingId: string; readonly text: FigureText }>;
  /** Ids of findings in the order in which the model would tell them. */
  readonly priorities: readonly string[];
}

/** A wording that was wanted and not had: the computed text stands. */
export interface MissingNarrative {
  readonly missing: { readonly code: string; readonly message: string };
}
