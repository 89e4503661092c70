import type { FieldChange } from './value-changes';

/**
 * Why a figure is another one:
 * - `answer`: a person answers differently; `subject` is its pointer
 * - `catalog`, `own-catalog`: a fact of the catalog, or of the tenant's own files, is another one; `subject` is its figure
 * - `source`: another source, or the same of another date, under the same catalog
 * - `rule`: another version of the product computes it by another formula
 * - `evidence-expiry`: evidence ran out between the two days of assessment; `subject` is its path
 * - `as-of`: the day of assessment is another one
 * - `decision`: a person decided differently; `subject` is the key of the choice
 * - `agent-missing`: an agent has a result on one side only
 * - `options`: another seed
 * - `answers`, `decisions`: one of several, and the trail does not say which
 * - `versions`: another version of product or catalog, and nothing else
 * - `measurement`: each run measures it anew
 */
export type CauseKind =
  | 'answer'
  | 'answers'
  | 'catalog'
  | 'own-catalog'
  | 'source'
  | 'rule'
  | 'evidence-expiry'
  | 'as-of'
  | 'decision'
  | 'decisions'
  | 'agent-missing'
  | 'options'
  | 'versions'
  | 'measurement';

/** One reason for which figures differ. Equal on both ways of comparing, but for `from` and `to`. */
export interface Cause {
  readonly key: string;
  readonly kind: CauseKind;
  readonly subject: string;
  readonly label: string;
  readonly from: unknown;
  readonly to: unknown;
}

/**
 * How a cause was found: in what the figure is computed from, which accounts for all of the change (`trail`) or for an
 * unknown part of it (`trail-in-part`: it is computed from other figures or by other words too, or came or went, and
 * the trail does not say why); in the trail of the figures that are computed from it, for one that only one report
 * shows (`used-by`); or because the two runs differ in nothing else, and equal facts give equal figures
 * (`only-difference`). `none`: unexplained.
 */
export const FOUND_BY = ['trail', 'trail-in-part', 'used-by', 'only-difference', 'none'] as const;
export type FoundBy = (typeof FOUND_BY)[number];

export interface ComparedValue {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** As reports print it. */
  readonly printed: string;
}

export const FIGURE_CHANGES = ['changed', 'added', 'removed'] as const;
export type FigureChangeKind = (typeof FIGURE_CHANGES)[number];

/** A part of a figure that differs. */
export type FigureAspect =
  'value' | 'range' | 'unit' | 'label' | 'formula' | 'method' | 'sources' | 'inputs' | 'unknown';

/** A figure that the two reports have differently. */
export interface FigureChange {
  readonly id: string;
  /** Both where they differ: what stands at this place is another thing then. */
  readonly label: string;
  readonly kind: FigureChangeKind;
  readonly unit: string;
  readonly from: ComparedValue | null;
  readonly to: ComparedValue | null;
  /** `to` less `from`; null where either is unknown or the units differ. */
  readonly delta: number | null;
  /** The size of `delta` as reports print it, without a sign; null as above. */
  readonly printedDelta: string | null;
  /** `to` over `from`; null as above, or where `from` is 0. */
  readonly ratio: number | null;
  /** Whether both values lie within both ranges; null where a range is missing. */
  readonly insideBothRanges: boolean | null;
  readonly differs: readonly FigureAspect[];
  /** Keys of its causes; empty: unexplained. */
  readonly causes: readonly string[];
  readonly foundBy: FoundBy;
}

/** A cause with what it explains, most important first. */
export interface CauseGroup {
  readonly cause: Cause;
  readonly figures: number;
  /** How many of these it alone explains, and in full. */
  readonly alone: number;
  readonly foundBy: Readonly<Record<Exclude<FoundBy, 'none'>, number>>;
  readonly first: readonly FigureChange[];
}

export interface ComparedSide {
  readonly runId: string;
  readonly title: string;
  readonly state: string;
  readonly asOf: string;
  readonly assessmentId: string | null;
  readonly assessmentVersion: number | null;
  readonly figures: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** Something that has one text on one side and another, or none (null), on the other. */
export interface TextChange {
  readonly subject: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface RankedRecommendation {
  readonly rank: number;
  readonly severity: string | null;
  /** With its figures as reports print them. */
  readonly title: string;
}

export interface RecommendationChange {
  readonly key: string;
  readonly from: RankedRecommendation | null;
  readonly to: RankedRecommendation | null;
  readonly differs: ReadonlyArray<'rank' | 'severity' | 'title'>;
}

export interface ComparisonSummary {
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  readonly same: number;
  /** Of the changed, those whose value is another, not its range, source or formula alone. */
  readonly otherValue: number;
  readonly insideBothRanges: number;
  /** Amounts of money that have another value, but for what each run measures of itself. */
  readonly money: number;
  /** Of which the trail explains an unknown part. */
  readonly inPart: number;
  readonly unexplained: number;
  readonly decisions: number;
  readonly recommendations: number;
  /** Whether the two recommend different things: see `recommendsOtherwise`. */
  readonly isOtherRecommendation: boolean;
}

/** What two runs say differently, and why. The other way round it is the same with `from` and `to` exchanged. */
export interface RunComparison {
  readonly from: ComparedSide;
  readonly to: ComparedSide;
  readonly summary: ComparisonSummary;
  /** What the two runs were given differently: none of these, and all figures but measured ones are the same. */
  readonly differences: readonly Cause[];
  readonly verdict: TextChange | null;
  readonly decisions: readonly TextChange[];
  readonly recommendations: readonly RecommendationChange[];
  readonly agents: readonly TextChange[];
  /** Fields of the input; null where the inputs are not at hand. */
  readonly answers: readonly FieldChange[] | null;
  readonly causes: readonly CauseGroup[];
  /** Most important first: key figures, money, sizes, the rest, measurements. */
  readonly figures: readonly FigureChange[];
}
