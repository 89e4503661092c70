import type { z } from 'zod';
import { confidenceField, dateField, urlField } from '../rows/row-fields';

/** Fields of every row of an override file: where its owner has it from, if that is worth saying. */
export const ownSourceFields = {
  source: urlField.optional(),
  sourceDate: dateField.optional(),
  confidence: confidenceField.optional(),
};

export type OwnSourceFields = z.infer<z.ZodObject<typeof ownSourceFields>>;
