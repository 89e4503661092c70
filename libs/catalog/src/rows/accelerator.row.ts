import type { Source } from '@app/kernel';
import { z } from 'zod';
import { citation, type FileFacts, confidenceField, dateField, quantity, urlField } from './row-fields';

const rate = quantity.nullable();

export const acceleratorRowSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  vendor: z.string().min(1),
  architecture: z.string().min(1),
  formFactor: z.string().min(1),
  releaseYear: z.number().int(),
  memoryGB: quantity,
  memoryBandwidthGBs: quantity,
  denseTFLOPS: z.strictObject({ fp16: rate, bf16: rate, fp8: rate, int8TOPS: rate, fp4: rate }),
  measuredMatmulTFLOPS: z.strictObject({ bf16: quantity.optional(), fp8: quantity.optional() }).optional(),
  tdpW: quantity.nullable(),
  interconnectGBs: quantity,
  interconnectType: z.string().min(1),
  confidence: confidenceField,
  source: urlField,
  sourceDate: dateField.nullable(),
  primarySource: urlField.optional(),
  note: z.string().optional(),
});

type RawAccelerator = z.infer<typeof acceleratorRowSchema>;

/**
 * One chip. `memoryGB` GB, `memoryBandwidthGBs` GB/s, `denseTFLOPS` 10^12 FLOP/s without sparsity (`int8TOPS` 10^12
 * op/s), `tdpW` W, `interconnectGBs` GB/s over both directions of the scale-up link. null is not sourced.
 */
export type AcceleratorRow = Readonly<Omit<RawAccelerator, 'source' | 'sourceDate' | 'confidence'>> & {
  readonly source: Source;
};

export function acceleratorRow(raw: RawAccelerator, file: FileFacts): AcceleratorRow {
  const { source, sourceDate, confidence, ...rest } = raw;
  return {
    ...rest,
    source: citation({ title: `${raw.name} specification`, url: source, sourceDate, file, confidence }),
  };
}
