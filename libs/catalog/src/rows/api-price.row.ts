import type { Source } from '@app/kernel';
import { z } from 'zod';
import {
  citation,
  type FileFacts,
  confidenceField,
  count,
  dateField,
  price,
  quantity,
  urlField,
} from './row-fields';

const tier = z.array(z.strictObject({ aboveTokens: count, usdPerMTok: quantity }));

export const apiPriceRowSchema = z.strictObject({
  id: z.string().min(1),
  provider: z.string().min(1),
  model: z.string().min(1),
  modelId: z.string().min(1),
  kind: z.enum(['chat', 'embedding']),
  inputUSDPerMTok: quantity,
  outputUSDPerMTok: price,
  cachedInputUSDPerMTok: price,
  cacheWriteUSDPerMTok: price,
  contextWindow: count.nullable(),
  embeddingDimensions: count.optional(),
  longContextTiers: z
    .strictObject({
      input_mtok: tier,
      output_mtok: tier,
      cache_read_mtok: tier,
      cache_write_mtok: tier.optional(),
    })
    .optional(),
  priceSchedule: z
    .array(z.strictObject({ from: dateField, inputUSDPerMTok: quantity, outputUSDPerMTok: quantity }))
    .optional(),
  /** Page that says that the model reasons before it answers, and bills these tokens as output. */
  reasoningSource: urlField.optional(),
  confidence: confidenceField,
  source: urlField,
  sourceDate: dateField,
  primarySource: urlField.optional(),
});

type RawApiPrice = z.infer<typeof apiPriceRowSchema>;

/** The list price of one hosted model in USD per 10^6 tokens (standard tier, no batch discount). null is not sourced. */
export type ApiPriceRow = Readonly<Omit<RawApiPrice, 'source' | 'sourceDate' | 'confidence'>> & {
  readonly source: Source;
};

export function apiPriceRow(raw: RawApiPrice, file: FileFacts): ApiPriceRow {
  const { source, sourceDate, confidence, ...rest } = raw;
  const title = `${raw.provider} ${raw.model} list price`;
  return { ...rest, source: citation({ title, url: source, sourceDate, file, confidence }) };
}
