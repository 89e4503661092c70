import type { Source } from '@app/kernel';
import { z } from 'zod';
import {
  citation,
  type FileFacts,
  confidenceField,
  count,
  dateField,
  quantity,
  urlField,
} from './row-fields';

/** The format in which a publisher gives its weights away, where it is none of 16 bits. */
const publishedWeights = z.strictObject({
  /** Its name, as people know it. */
  format: z.string().min(1),
  /** The precision by which it is sized. */
  precision: z.enum(['fp8', 'int8', 'int4', 'fp4']),
  source: urlField,
  sourceDate: dateField,
});

export const modelRowSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  family: z.string().min(1),
  organisation: z.string().nullable(),
  kind: z.enum(['chat', 'embedding']),
  totalParamsB: quantity,
  activeParamsB: quantity,
  computedParamsB: quantity.optional(),
  layers: count,
  hiddenSize: count,
  attentionHeads: count,
  kvHeads: count,
  headDim: count,
  intermediateSize: count.nullable().optional(),
  vocabSize: count.optional(),
  contextLength: count,
  kvBytesPerTokenFp16: z.number().int().nonnegative(),
  kvNote: z.string().optional(),
  attention: z.enum(['MHA', 'GQA', 'MQA', 'MLA']).optional(),
  slidingWindow: count.optional(),
  mlaKvLoraRank: count.optional(),
  mlaRopeHeadDim: count.optional(),
  experts: count.optional(),
  expertsPerToken: count.nullable().optional(),
  moeIntermediateSize: count.optional(),
  embeddingDimensions: count.nullable().optional(),
  publishedWeights: publishedWeights.optional(),
  license: z.string().min(1),
  releaseDate: dateField,
  confidence: confidenceField,
  source: urlField,
  sourceDate: dateField.nullable(),
  note: z.string().optional(),
});

type RawModel = z.infer<typeof modelRowSchema>;

/** One open-weight model. Parameter counts in 10^9; `activeParamsB` are those that one token passes through. */
export type ModelRow = Readonly<Omit<RawModel, 'source' | 'sourceDate' | 'confidence'>> & {
  readonly source: Source;
};

export function modelRow(raw: RawModel, file: FileFacts): ModelRow {
  const { source, sourceDate, confidence, ...rest } = raw;
  return {
    ...rest,
    source: citation({ title: `${raw.name} model structure`, url: source, sourceDate, file, confidence }),
  };
}
