import { z } from 'zod';
import controlFile from '../data/controls.json';
import mappingFile from '../data/requirement-controls.json';

const days = z.number().positive();
const control = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  property: z.string().min(1).nullable(),
  name: z.string().min(1),
  domain: z.string().min(1),
  consequence: z.number().int().min(1).max(5),
  record: z.boolean().default(false),
  effortDays: z.strictObject({ low: days, likely: days, high: days }),
  statement: z.string().min(1),
  evidence: z.string().min(1),
  ifMissing: z.string().min(1),
  steps: z.array(z.string().min(1)).min(1),
});

/**
 * A control in our own wording. `consequence` runs from 1 (small) to 5 (a breach of law or the loss of the service
 * follows); `effortDays` are person-days from nothing, our own estimate. `property` is the id of the compliance
 * catalog that it stands for, if any. `record`: it is itself a document, an agreement, an appointment or an act at
 * intervals that leaves one; without a record in force nothing of it is left.
 */
export type ControlRow = Readonly<z.infer<typeof control>>;

const controls: readonly ControlRow[] = z.array(control).parse(controlFile.controls);
/** Maps, as an own framework may be called like anything: `constructor` is no framework of ours. */
const mapping: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(
    z.record(z.string(), z.record(z.string(), z.array(z.string()).min(1))).parse(mappingFile.frameworks),
  ).map(([framework, duties]) => [framework, new Map(Object.entries(duties))]),
);

const byId: ReadonlyMap<string, ControlRow> = new Map(controls.map((row) => [row.id, row]));
const idOfProperty: ReadonlyMap<string, string> = new Map(
  controls.flatMap((row): Array<[string, string]> => (row.property ? [[row.property, row.id]] : [])),
);

/** The date on which consequences and efforts were last judged, ISO. */
export const CONTROLS_AS_OF: string = controlFile.asOf;

/** Every control of ours, in the order of their domains. */
export const CONTROLS: readonly ControlRow[] = controls;

/** The id of the control that an id names: `encryptionAtRest` is `encryption-at-rest`; others stay as they are. */
export function canonicalControlId(id: string): string {
  return idOfProperty.get(id) ?? id;
}

/** The control of an id or of a property of the catalog; undefined for what only an own framework names. */
export function findControl(id: string): ControlRow | undefined {
  return byId.get(canonicalControlId(id));
}

/** The controls that a requirement needs, all of them: by our mapping, else by the properties that it names. */
export function controlsOf(
  frameworkId: string,
  duty: { readonly ref: string; readonly properties: readonly string[] },
): readonly string[] {
  const mapped = mapping.get(frameworkId)?.get(duty.ref);
  return mapped ?? [...new Set(duty.properties.map(canonicalControlId))];
}

/** The references that are mapped, by framework: what a test holds against the catalog. */
export const MAPPED_REQUIREMENTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [...mapping].map(([framework, duties]) => [framework, [...duties.keys()]]),
);
