import { InvariantError } from './app-error';

/** How much a source is trusted, as its publisher or our reading of it supports. */
export type Confidence = 'high' | 'medium' | 'low';

/** Where a fact comes from. `asOf` is an ISO date or year-month (`2026-08-21`, `2025-09`). */
export interface Source {
  readonly title: string;
  readonly url: string;
  readonly asOf: string;
  readonly confidence: Confidence;
}

/**
 * How a figure came to be: `measured` by this product on this run, `sourced` from a dated fact or a
 * person's answer, `computed` by a formula, `assumed` because nobody answered.
 */
export type FigureMethod = 'measured' | 'sourced' | 'computed' | 'assumed';

/**
 * A number with its trail. Every number that a person sees is one of these.
 *
 * `id` is derived from content (`sizing.w1.replicas`) so that two runs can be compared.
 * `value` is null when unknown, and then `unknown` says why. `low` and `high` bound it where a range is known.
 * `unit` is a UCUM-like word: `GiB`, `GB/s`, `USD/month`, `tokens/s`, `ms`, `1` for a count, `%` for 0-100.
 * `inputs` are ids of other figures (`sizing.w1.weights`) or of answers (`input:/workloads/0/traffic/peakFactor`).
 */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  readonly unknown?: string;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly formula: string | null;
  readonly inputs: readonly string[];
  readonly sources: readonly Source[];
  readonly method: FigureMethod;
}

/** The parts of a figure that its maker has to give; the rest has a neutral default. */
export type FigureDraft = Pick<Figure, 'id' | 'label' | 'value' | 'unit' | 'method'> &
  Partial<Omit<Figure, 'id' | 'label' | 'value' | 'unit' | 'method'>>;

/** Completes a draft; refuses a number that is not finite and an unknown value without its reason. */
export function figure(draft: FigureDraft): Figure {
  if (draft.value !== null && !Number.isFinite(draft.value)) {
    throw new InvariantError(`figure ${draft.id}: a value must be finite, got ${draft.value}`);
  }
  if (draft.value === null && !draft.unknown) {
    throw new InvariantError(`figure ${draft.id}: an unknown value needs its reason`);
  }
  return {
    id: draft.id,
    label: draft.label,
    value: draft.value,
    ...(draft.value === null ? { unknown: draft.unknown } : {}),
    unit: draft.unit,
    low: draft.low ?? null,
    high: draft.high ?? null,
    formula: draft.formula ?? null,
    inputs: draft.inputs ?? [],
    sources: draft.sources ?? [],
    method: draft.method,
  };
}

/** A figure whose value nobody could give, with the reason. */
export function unknownFigure(
  draft: Omit<FigureDraft, 'value' | 'unknown'> & { readonly reason: string },
): Figure {
  const { reason, ...rest } = draft;
  return figure({ ...rest, value: null, unknown: reason });
}
