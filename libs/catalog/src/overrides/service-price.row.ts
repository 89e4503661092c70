import { z } from 'zod';
import { managedServiceRowSchema } from '../rows/managed-service.row';
import { quantity } from '../rows/row-fields';
import { ownSourceFields } from './own-fields';

const text = z.string().min(1).max(200);

/**
 * What a managed service costs its tenant, USD per unit; tiers of the list end. Of a service that the catalog does not
 * list in that region, the row also says its category and unit.
 */
export const ownServicePriceSchema = z.strictObject({
  provider: managedServiceRowSchema.shape.provider,
  service: text,
  region: text,
  priceUSD: quantity,
  unit: text.optional(),
  category: text.optional(),
  note: z.string().max(500).optional(),
  ...ownSourceFields,
});

export type OwnServicePrice = Readonly<z.infer<typeof ownServicePriceSchema>>;
