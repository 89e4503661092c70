import { z } from 'zod';
import { frameworkRowSchema } from '../rows/framework.row';
import { ownSourceFields } from './own-fields';

const base = frameworkRowSchema.shape;

/** A framework of one's own (an internal policy, a customer's terms) with its requirements. */
export const ownFrameworkSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens'),
  name: base.name,
  version: base.version,
  authority: base.authority,
  note: base.note,
  requirements: base.requirements.min(1).max(1_000),
  ...ownSourceFields,
});

export type OwnFramework = Readonly<z.infer<typeof ownFrameworkSchema>>;
