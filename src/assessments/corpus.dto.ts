import type { CorpusInput } from '@app/assessments';
import { NumberField, TextField } from '../http/dto-field.decorator';

export class CorpusDto implements CorpusInput {
  @NumberField({
    description: 'How many documents',
    min: 1,
    max: 1e12,
    whole: true,
    required: true,
    example: 40_000,
  })
  documents: number;

  @NumberField({ description: 'Tokens of a document', min: 1, max: 1e9, example: 1_500 })
  tokensPerDocument?: number;

  @NumberField({ description: 'Tokens of a chunk', min: 1, max: 1_000_000, example: 512 })
  chunkTokens?: number;

  @NumberField({ description: 'Tokens that neighbouring chunks share', min: 0, max: 1_000_000, example: 64 })
  chunkOverlapTokens?: number;

  @TextField({ description: 'Catalog id of the embedding model', max: 200, example: 'bge-m3' })
  embeddingModelId?: string;

  @NumberField({ description: 'Dimensions of a vector', min: 1, max: 65_536, whole: true, example: 1_024 })
  dimensions?: number;

  @NumberField({
    description: 'Chunks given to the model with a request',
    min: 0,
    max: 10_000,
    whole: true,
    example: 8,
  })
  retrievedChunks?: number;

  @NumberField({ description: 'Documents that change in a day', min: 0, max: 1e12, example: 200 })
  updatesPerDay?: number;
}
