import { z } from 'zod';

const side = z.looseObject({
  runId: z.string(),
  title: z.string(),
  state: z.string(),
  asOf: z.string(),
  assessmentVersion: z.number().nullable(),
});
const value = z
  .looseObject({ label: z.string(), value: z.number().nullable(), printed: z.string() })
  .nullable();
const figure = z.looseObject({
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  unit: z.string(),
  from: value,
  to: value,
  delta: z.number().nullable(),
  printedDelta: z.string().nullable(),
  insideBothRanges: z.boolean().nullable(),
  differs: z.array(z.string()),
  causes: z.array(z.string()),
  foundBy: z.string(),
});
const cause = z.looseObject({
  key: z.string(),
  kind: z.string(),
  label: z.string(),
  from: z.unknown(),
  to: z.unknown(),
});
const text = z.looseObject({ subject: z.string(), from: z.string().nullable(), to: z.string().nullable() });
const ranked = z.looseObject({ rank: z.number(), title: z.string() }).nullable();

/** What the command line needs of a comparison; the rest is handed on as it came. */
export const runComparisonSchema = z.looseObject({
  from: side,
  to: side,
  summary: z.looseObject({
    changed: z.number(),
    added: z.number(),
    removed: z.number(),
    same: z.number(),
    otherValue: z.number(),
    insideBothRanges: z.number(),
    money: z.number(),
    inPart: z.number(),
    unexplained: z.number(),
    isOtherRecommendation: z.boolean(),
  }),
  differences: z.array(cause),
  verdict: text.nullable(),
  decisions: z.array(text),
  recommendations: z.array(
    z.looseObject({ key: z.string(), from: ranked, to: ranked, differs: z.array(z.string()) }),
  ),
  agents: z.array(text),
  causes: z.array(cause.extend({ figures: z.number(), alone: z.number(), first: z.array(figure) })),
  items: z.array(figure),
  nextCursor: z.string().nullable(),
});

export type RunComparisonAnswer = z.infer<typeof runComparisonSchema>;
/** With the figures that nothing explains, most important first: those that are shown. */
export type ShownComparison = RunComparisonAnswer & { readonly unexplained: RunComparisonAnswer['items'] };
export type ShownFigure = z.infer<typeof figure>;
