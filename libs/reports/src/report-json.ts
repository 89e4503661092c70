import { AGENT_IDS } from '@app/agents';
import { z } from 'zod';
import { REPORT_LANGUAGES } from './presentation';
import { AUDIENCES, TEMPLATE_IDS } from './template-id';

const amount = z.number().nullable();
const text = z.string().describe('May cite figures as [[figure.id]]');

const source = z.strictObject({
  title: z.string(),
  url: z.string(),
  asOf: z.string().describe('ISO date or year-month'),
  confidence: z.enum(['high', 'medium', 'low']),
});

const figure = z.strictObject({
  id: z.string(),
  label: z.string(),
  value: amount.describe('Null where it is unknown; `unknown` says why'),
  unit: z.string(),
  low: amount,
  high: amount,
  formula: z.string().nullable(),
  inputs: z.array(z.string()).describe('Ids of figures, or of answers as input:<JSON pointer>'),
  sources: z.array(source),
  method: z.enum(['measured', 'sourced', 'computed', 'assumed']),
  unknown: z.string().nullable().optional(),
  printed: z.string().describe('As every other format prints it in this language'),
});

const chartValue = z.strictObject({ value: amount, low: amount, high: amount, figureId: z.string() });
const axis = z.strictObject({ label: z.string(), unit: z.string() });
const chartBase = { id: z.string(), title: z.string(), description: z.string() };
const onCategories = {
  x: axis.extend({ categories: z.array(z.string()) }),
  y: axis,
  series: z.array(z.strictObject({ name: z.string(), values: z.array(chartValue) })),
};

const span = { fromMs: z.number(), toMs: z.number(), figureId: z.string() };

const chart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), ...chartBase, ...onCategories, isStepped: z.boolean() }),
  z.strictObject({ kind: z.literal('bars'), ...chartBase, ...onCategories, isStacked: z.boolean() }),
  z.strictObject({
    kind: z.literal('scatter'),
    ...chartBase,
    x: axis,
    y: axis,
    points: z.array(
      z.strictObject({
        name: z.string(),
        x: chartValue,
        y: chartValue,
        role: z.enum(['chosen', 'runner-up', 'other']),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('spans'),
    ...chartBase,
    spans: z.array(z.strictObject({ name: z.string(), ...span })),
  }),
]);

const block = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('paragraph'),
    text,
    about: z.string().optional().describe('The id of a table, a kind of chart, or `wording`'),
  }),
  z.strictObject({ kind: z.literal('heading'), text, isMinor: z.literal(true).optional() }),
  z.strictObject({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(text) }),
  z.strictObject({
    kind: z.literal('table'),
    id: z.string().optional(),
    title: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.array(text)),
  }),
  z.strictObject({ kind: z.literal('callout'), tone: z.enum(['info', 'warning', 'critical']), text }),
  z.strictObject({
    kind: z.literal('card'),
    id: z.string(),
    severity: z.enum(['info', 'low', 'medium', 'high', 'critical']).nullable(),
    tag: z.string(),
    title: text,
    text,
    details: z.array(z.strictObject({ label: z.string(), items: z.array(text) })),
  }),
  z.strictObject({ kind: z.literal('chart'), chart }),
  z.strictObject({
    kind: z.literal('spans'),
    title: z.string(),
    spans: z.array(z.strictObject({ label: z.string(), ...span })),
  }),
]);

/** What the JSON format of a report holds, field by field. */
export const REPORT_JSON = z.strictObject({
  formatVersion: z.literal(1).describe('Grows when a field changes its meaning or goes away'),
  title: z.string(),
  subtitle: z.string(),
  generatedAt: z.string().describe('ISO timestamp of the end of the analysis'),
  asOf: z.string().describe('ISO date of the assessment'),
  runId: z.string(),
  state: z.enum(['completed', 'partial']),
  language: z.enum(REPORT_LANGUAGES).describe('Of what the report itself says'),
  template: z.enum(TEMPLATE_IDS).optional(),
  publisher: z.string().optional().describe('Whose report it is, where branding is set'),
  verdict: text,
  keyFigures: z.array(z.string()).describe('Ids of figures, most important first'),
  decisions: z.array(
    z.strictObject({
      key: z.string().optional().describe('Names the choice, whatever it is called'),
      label: z.string(),
      option: z.string(),
      contested: z.boolean(),
    }),
  ),
  agents: z.array(
    z.strictObject({
      agent: z.enum(AGENT_IDS),
      name: z.string(),
      missing: z.string().nullable().describe('Why it gave no result; null where it did'),
    }),
  ),
  sections: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      audiences: z.array(z.enum(AUDIENCES)),
      blocks: z.array(block),
    }),
  ),
  totals: z.array(z.strictObject({ figureId: z.string(), parts: z.array(z.string()) })),
  figures: z
    .array(figure)
    .describe('Every figure that is cited; and all that those were computed from, but in a short template'),
  leftOut: z
    .array(figure.omit({ formula: true, inputs: true, printed: true }))
    .optional()
    .describe('What the figures of a short template were computed from: their trail is in the full report'),
  answers: z.record(z.string(), z.unknown()).describe('The answers that figures refer to, by their id'),
  versions: z.record(z.string(), z.string()),
});

/** The same as JSON Schema, draft 7, for programs in any language. */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $id: 'infra-mind:report:1',
    title: 'Report of Infra Mind',
    ...z.toJSONSchema(REPORT_JSON, { target: 'draft-7' }),
  };
}
