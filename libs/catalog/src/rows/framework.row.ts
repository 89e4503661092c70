import type { Source } from '@app/kernel';
import { z } from 'zod';
import { citation, confidenceField, type FileFacts, dateField, urlField } from './row-fields';

const requirement = z.strictObject({
  ref: z.string().min(1),
  title: z.string().min(1),
  theme: z.string().min(1),
  evidence: z.string().min(1),
  properties: z.array(z.string().min(1)),
  triggers: z.array(z.string().min(1)),
  /** Triggers any of which exempts from it. */
  unless: z.array(z.string().min(1)).optional(),
  /** Why it asks nothing of anybody: it sets penalties, defines terms or is voluntary. */
  noDuty: z.string().min(1).optional(),
  riskClass: z.string().optional(),
  appliesFrom: z.string().optional(),
  actor: z.string().optional(),
});

export const frameworkRowSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  version: z.string().min(1),
  authority: z.string().min(1),
  source: urlField,
  confidence: confidenceField,
  numberingCheckedIn: urlField.optional(),
  requirementCount: z.number().int().positive(),
  note: z.string().optional(),
  applicationDates: z.record(z.string(), z.string()).optional(),
  requirements: z.array(requirement),
});

export const frameworkFileSchema = z.object({
  asOf: dateField,
  note: z.string(),
  triggerDefinitions: z.record(z.string(), z.string()),
  themes: z.record(
    z.string(),
    z.strictObject({ label: z.string(), evidence: z.string(), properties: z.array(z.string()) }),
  ),
  items: z.array(z.unknown()),
});

type RawFramework = z.infer<typeof frameworkRowSchema>;

/** One requirement of a framework: our own one-line title, never the text of the standard. */
export type RequirementRow = Readonly<z.infer<typeof requirement>>;

/** A group of requirements that the same architecture properties and records satisfy. */
export type ThemeRow = Readonly<{ label: string; evidence: string; properties: readonly string[] }>;

/** One compliance framework with its requirements. */
export type FrameworkRow = Readonly<Omit<RawFramework, 'source' | 'confidence'>> & {
  readonly source: Source;
};

export function frameworkRow(raw: RawFramework, file: FileFacts): FrameworkRow {
  const { source, confidence, ...rest } = raw;
  return {
    ...rest,
    source: citation({
      title: `${raw.name}, ${raw.version}`,
      url: source,
      sourceDate: null,
      file,
      confidence,
    }),
  };
}
