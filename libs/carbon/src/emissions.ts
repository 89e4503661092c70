import { figure, unknownFigure, type Figure, type FigureDraft } from '@app/kernel';

/** The product of figures times a factor, over values and over both ends; unknown as soon as one of them is. */
export function product(
  draft: Omit<FigureDraft, 'value' | 'low' | 'high' | 'inputs' | 'method'>,
  factors: readonly Figure[],
  scale = 1,
  extraInputs: readonly string[] = [],
): Figure {
  const whole = {
    ...draft,
    inputs: [...factors.map((factor) => factor.id), ...extraInputs],
    method: 'computed' as const,
  };
  const missing = factors.find((factor) => factor.value === null);
  if (missing !== undefined)
    return unknownFigure({ ...whole, reason: missing.unknown ?? `${missing.label} is unknown` });
  const times = (pick: (factor: Figure) => number): number =>
    factors.reduce((all, factor) => all * pick(factor), scale);
  return figure({
    ...whole,
    value: times((factor) => factor.value ?? 0),
    low: times((factor) => factor.low ?? factor.value ?? 0),
    high: times((factor) => factor.high ?? factor.value ?? 0),
  });
}
