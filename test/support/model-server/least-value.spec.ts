import { z } from 'zod';
import { leastValue, misfit, type JsonSchema } from './least-value';

const SHAPES: Record<string, z.ZodType> = {
  text: z.object({ a: z.string(), b: z.string().min(12), c: z.string().max(1) }),
  formats: z.object({ at: z.iso.datetime(), on: z.iso.date(), id: z.uuid(), mail: z.email(), link: z.url() }),
  numbers: z.object({
    a: z.number(),
    b: z.int().min(3),
    c: z.number().gt(2).lt(3),
    d: z.number().max(-4),
    e: z.number().min(5).multipleOf(4),
    f: z.int().gt(9),
    g: z.number().positive(),
  }),
  lists: z.object({
    a: z.array(z.string()),
    b: z.array(z.boolean()).min(2),
    c: z.tuple([z.string(), z.number()]),
  }),
  choices: z.object({
    a: z.enum(['x', 'y']),
    b: z.literal(4),
    c: z.union([z.object({ k: z.literal('p') }), z.object({ k: z.literal('q') })]),
    d: z.string().nullable(),
    e: z.null(),
  }),
  'all of': z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
  'left out': z.object({ a: z.string().optional(), b: z.record(z.string(), z.number()) }),
  recursive: z.object({
    get children() {
      return z.array(SHAPES.recursive!);
    },
  }),
};

describe.each(Object.entries(SHAPES))('a schema of %s', (name, shape) => {
  const schema = z.toJSONSchema(shape) as JsonSchema;

  it('is met by the least value', () => {
    expect(shape.safeParse(leastValue(schema))).toMatchObject({ success: true });
  });

  it('is not met by the misfit', () => {
    // Optional keys and the parts of an intersection are of no type here: only the shapes that objects have.
    const fits = name === 'all of' ? { success: false } : shape.safeParse(misfit(schema));
    expect(fits.success).toBe(false);
  });
});
