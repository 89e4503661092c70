import { z } from 'zod';
import { dayField } from '../rows/row-fields';
import { ownSourceFields } from './own-fields';

const text = z.string().min(1).max(200);

/** What a discount of a whole service covers: the instances, or the model APIs, of a provider. */
export const COMPUTE = 'compute';
export const MODEL_API = 'model-api';

/**
 * A negotiated discount on list prices, in percent. Without `service` it covers all that the provider sells; `service`
 * is `compute`, `model-api`, or the name or category of a managed service; `instanceFamily` is how instance types
 * begin (`p5`, `Standard_ND`). Without `purchases` it covers all ways of buying but spot. `validFrom` and `validTo` are
 * its first and its last day; without them it has none.
 */
export const discountSchema = z
  .strictObject({
    provider: text,
    percent: z.number().gt(0).lt(100),
    service: text.optional(),
    instanceFamily: text.optional(),
    regions: z.array(text).min(1).max(100).optional(),
    purchases: z
      .array(z.enum(['on-demand', 'commit-1y', 'commit-3y', 'spot']))
      .min(1)
      .max(4)
      .optional(),
    validFrom: dayField.optional(),
    validTo: dayField.optional(),
    ...ownSourceFields,
  })
  .refine(
    ({ validFrom, validTo }) => validFrom === undefined || validTo === undefined || validFrom <= validTo,
    {
      path: ['validTo'],
      error: 'no day before validFrom',
    },
  );

export type Discount = Readonly<z.infer<typeof discountSchema>>;
