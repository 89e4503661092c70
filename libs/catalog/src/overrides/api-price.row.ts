import { z } from 'zod';
import { apiPriceRowSchema } from '../rows/api-price.row';
import { count, quantity } from '../rows/row-fields';
import { ownSourceFields } from './own-fields';

const text = z.string().min(1).max(200);

/**
 * What a model API costs its tenant, USD per 10^6 tokens. It stands for the listed price as a whole: what it leaves out
 * is unknown, announced changes and tiers of the list end. Of an id that the catalog does not list, the row also says
 * who offers which model.
 */
export const ownApiPriceSchema = z.strictObject({
  id: text,
  inputUSDPerMTok: quantity,
  outputUSDPerMTok: quantity.optional(),
  cachedInputUSDPerMTok: quantity.optional(),
  cacheWriteUSDPerMTok: quantity.optional(),
  provider: text.optional(),
  model: text.optional(),
  modelId: text.optional(),
  kind: apiPriceRowSchema.shape.kind.optional(),
  contextWindow: count.optional(),
  embeddingDimensions: count.optional(),
  ...ownSourceFields,
});

export type OwnApiPrice = Readonly<z.infer<typeof ownApiPriceSchema>>;
