import { z } from 'zod';
import { instanceRowSchema } from '../rows/instance.row';
import { quantity } from '../rows/row-fields';
import { ownSourceFields } from './own-fields';

const base = instanceRowSchema.shape;
const text = z.string().min(1).max(200);

/**
 * What an instance costs its tenant, USD per instance-hour by way of buying. A price that is left out stays as the
 * catalog has it. Of an instance that the catalog does not list, the row also says what it is.
 */
export const ownInstancePriceSchema = z.strictObject({
  provider: base.provider,
  instanceType: text,
  region: text,
  onDemandUSDPerHour: quantity.optional(),
  commit1yUSDPerHour: quantity.optional(),
  commit3yUSDPerHour: quantity.optional(),
  spotUSDPerHour: quantity.optional(),
  category: base.category.exclude(['capacity-block']).optional(),
  vCPU: z.number().int().positive().optional(),
  memoryGiB: quantity.optional(),
  acceleratorId: text.optional(),
  acceleratorCount: z.number().int().nonnegative().optional(),
  note: z.string().max(500).optional(),
  ...ownSourceFields,
});

export type OwnInstancePrice = Readonly<z.infer<typeof ownInstancePriceSchema>>;
