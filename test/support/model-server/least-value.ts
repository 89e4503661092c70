/** The part of JSON Schema that describes answers. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  email: 'ok@example.org',
  uri: 'https://example.org/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** The least value that fits a schema: the required keys, empty lists, the least numbers, `ok` for text. */
export function leastValue(schema: JsonSchema, root: JsonSchema = schema): unknown {
  if (schema.$ref !== undefined) return leastValue(follow(schema.$ref, root), root);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return leastValue({ ...schema, anyOf: undefined, oneOf: undefined, ...choice[0] }, root);
  if (schema.allOf) return leastValue(merged(schema, root), root);
  switch (typeOf(schema)) {
    case 'object':
      return leastObject(schema, root);
    case 'array':
      return leastList(schema, root);
    case 'string':
      return leastText(schema);
    case 'integer':
      return leastNumber(schema, 1);
    case 'number':
      return leastNumber(schema, schema.multipleOf ?? null);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

/** A value of which no key fits. */
export function misfit(schema: JsonSchema): Record<string, unknown> {
  const keys = Object.entries(schema.properties ?? {});
  if (keys.length === 0) return { unexpected: 42 };
  return Object.fromEntries(
    keys.map(([key, of]) => [key, typeOf(of) === 'string' || of.enum ? { not: 42 } : 'not of this shape']),
  );
}

function typeOf(schema: JsonSchema): string {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  return type ?? (schema.properties ? 'object' : 'null');
}

function leastObject(schema: JsonSchema, root: JsonSchema): Record<string, unknown> {
  const required = schema.required ?? [];
  return Object.fromEntries(required.map((key) => [key, leastValue(schema.properties?.[key] ?? {}, root)]));
}

function leastList(schema: JsonSchema, root: JsonSchema): unknown[] {
  const each = typeof schema.items === 'object' ? schema.items : {};
  const count = Math.max(schema.minItems ?? 0, schema.prefixItems?.length ?? 0);
  return Array.from({ length: count }, (_, i) => leastValue(schema.prefixItems?.[i] ?? each, root));
}

function leastText(schema: JsonSchema): string {
  const text = BY_FORMAT[schema.format ?? ''] ?? 'ok';
  return text.padEnd(schema.minLength ?? 0, '.').slice(0, schema.maxLength);
}

function leastNumber(schema: JsonSchema, step: number | null): number {
  const { minimum, exclusiveMinimum } = schema;
  const above = exclusiveMinimum !== undefined && exclusiveMinimum >= (minimum ?? -Infinity);
  const bound = above ? exclusiveMinimum : (minimum ?? Math.min(0, schema.maximum ?? 0));
  if (!above && (step === null || bound % step === 0)) return bound;
  if (step !== null) return (Math.floor(bound / step) + 1) * step;
  const highest = schema.maximum ?? schema.exclusiveMaximum ?? bound + 2;
  return Math.min(bound + 1, (bound + highest) / 2);
}

function merged(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const parts = (schema.allOf ?? []).map((part) => (part.$ref ? follow(part.$ref, root) : part));
  const all: JsonSchema[] = [{ ...schema, allOf: undefined }, ...parts];
  return Object.assign({}, ...all, {
    properties: Object.assign({}, ...all.map(({ properties }) => properties)) as JsonSchema['properties'],
    required: all.flatMap(({ required }) => required ?? []),
  }) as JsonSchema;
}

function follow(ref: string, root: JsonSchema): JsonSchema {
  if (ref === '#') return root;
  const name = ref.replace(/^#\/(\$defs|definitions)\//, '');
  const found = root.$defs?.[name] ?? root.definitions?.[name];
  if (!found) throw new Error(`The schema refers to ${ref}, which it does not define.`);
  return found;
}
