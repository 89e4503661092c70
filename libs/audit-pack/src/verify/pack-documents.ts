import { z } from 'zod';
import * as layout from '../pack-layout';
import type { Alteration } from './pack-verdict';

const inputs = z.array(z.string());
const figure = z.looseObject({
  id: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  formula: z.string().nullable(),
  inputs,
});
const total = z.looseObject({ figureId: z.string(), parts: z.array(z.string()) });
const output = z.looseObject({
  figureIds: z.array(z.string()),
  tables: z.array(z.looseObject({ id: z.string(), rows: z.array(z.array(z.string())) })),
});

/** What of each file the checks read; everything else is compared as it is. */
const SHAPES = {
  factBase: z.looseObject({
    format: z.number(),
    run: z.looseObject({
      id: z.string(),
      state: z.string(),
      asOf: z.string(),
      assessmentId: z.string(),
      assessmentVersion: z.number(),
      assessmentName: z.string(),
      createdAt: z.string(),
      endedAt: z.string().nullable(),
      overridesVersion: z.number(),
      seed: z.number(),
      decisions: z.array(z.looseObject({ key: z.string(), option: z.string(), by: z.string() })),
    }),
    figures: z.array(figure),
    agents: z.array(z.looseObject({ agent: z.string(), basis: z.string(), output: output.nullable() })),
    synthesis: z.looseObject({ decisions: z.array(z.looseObject({ key: z.string(), label: z.string() })) }),
  }),
  report: z.looseObject({
    runId: z.string(),
    state: z.string(),
    asOf: z.string(),
    figures: z.array(figure),
    totals: z.array(total),
    answers: z.record(z.string(), z.unknown()),
  }),
  input: z.looseObject({
    assessmentId: z.string(),
    assessmentVersion: z.number(),
    input: z.looseObject({
      controls: z
        .array(
          z.looseObject({
            id: z.string(),
            status: z.string(),
            evidence: z
              .array(
                z.looseObject({
                  artefact: z.string(),
                  effectiveDate: z.string(),
                  expiryDate: z.string().optional(),
                }),
              )
              .optional(),
          }),
        )
        .optional(),
    }),
  }),
  catalogIndex: z.looseObject({
    asOf: z.string(),
    contentHash: z.string(),
    uses: z.array(
      z.looseObject({ figure: z.string(), file: z.string(), row: z.string(), field: z.string().nullable() }),
    ),
  }),
  ownFiles: z.looseObject({ version: z.number() }),
  frameworks: z.looseObject({}),
  evidence: z.looseObject({}),
  decisions: z.looseObject({ approvals: z.array(z.record(z.string(), z.unknown())).nullable() }),
  timeline: z.looseObject({ attempts: z.array(z.looseObject({ agent: z.string() })) }),
  software: z.looseObject({
    pack: z.looseObject({
      product: z.string(),
      node: z.string(),
      catalog: z.looseObject({ asOf: z.string(), contentHash: z.string() }),
    }),
  }),
} as const;

const PLACES = {
  factBase: layout.FACT_BASE,
  report: layout.REPORT_JSON,
  input: layout.INPUT,
  catalogIndex: layout.CATALOG_INDEX,
  ownFiles: layout.OWN_FILES,
  frameworks: layout.FRAMEWORKS,
  evidence: layout.EVIDENCE,
  decisions: layout.DECISIONS,
  timeline: layout.TIMELINE,
  software: layout.SOFTWARE,
} as const satisfies Record<keyof typeof SHAPES, string>;

export type PackDocuments = {
  readonly [Name in keyof typeof SHAPES]: z.infer<(typeof SHAPES)[Name]>;
};
export type PackFigure = z.infer<typeof figure>;

/** The JSON files of a pack that could be read, and what is wrong with the others. */
export interface ReadDocuments {
  readonly documents: Partial<PackDocuments>;
  readonly faults: readonly Alteration[];
}

/** Reads the JSON files that the checks need; a missing one is told of by the manifest's check. */
export function readDocuments(files: ReadonlyMap<string, Uint8Array>): ReadDocuments {
  const documents: Record<string, unknown> = {};
  const faults: Alteration[] = [];
  for (const [key, file] of Object.entries(PLACES)) {
    const content = files.get(file);
    if (content === undefined) continue;
    const value = parsed(content);
    const read = SHAPES[key as keyof typeof SHAPES].safeParse(value);
    if (read.success) documents[key] = value;
    else faults.push(unreadable(file, value === undefined ? null : read.error));
  }
  return { documents, faults };
}

/** Whether every file was read. */
export function isComplete(documents: Partial<PackDocuments>): documents is PackDocuments {
  return Object.keys(PLACES).every((key) => Object.hasOwn(documents, key));
}

/** JSON of a file; undefined where it is none. */
export function parsed(content: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(content).toString('utf8'));
  } catch {
    return undefined;
  }
}

function unreadable(file: string, error: z.ZodError | null): Alteration {
  if (error === null) return { file, pointer: null, what: 'it is not JSON any more', found: 'contradiction' };
  const [issue] = error.issues;
  const pointer = (issue?.path ?? []).map((part) => `/${String(part)}`).join('');
  return {
    file,
    pointer,
    what: `it is not of the shape of a pack: ${issue?.message}`,
    found: 'contradiction',
  };
}
