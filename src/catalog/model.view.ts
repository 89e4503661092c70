import type { ModelRow } from '@app/catalog';
import { ApiProperty } from '@nestjs/swagger';
import { FactView, toFactView, type ViewContext } from './fact.view';

export class ModelView extends FactView {
  @ApiProperty({ example: 'Llama 3.1 70B' })
  name: string;

  @ApiProperty({ example: 'Llama 3.1' })
  family: string;

  @ApiProperty({ type: String, nullable: true, example: 'Meta' })
  organisation: string | null;

  @ApiProperty({ enum: ['chat', 'embedding'] })
  kind: string;

  @ApiProperty({ description: '10^9 parameters', example: 70.6 })
  totalParamsB: number;

  @ApiProperty({ description: '10^9 parameters that one token passes through', example: 70.6 })
  activeParamsB: number;

  @ApiProperty({ example: 80 })
  layers: number;

  @ApiProperty({ example: 8192 })
  hiddenSize: number;

  @ApiProperty({ example: 64 })
  attentionHeads: number;

  @ApiProperty({ example: 8 })
  kvHeads: number;

  @ApiProperty({ example: 128 })
  headDim: number;

  @ApiProperty({ type: String, nullable: true, example: 'GQA' })
  attention: string | null;

  @ApiProperty({ description: 'Bytes of KV cache per token at two bytes a number', example: 327680 })
  kvBytesPerTokenFp16: number;

  @ApiProperty({ description: 'Tokens', example: 131072 })
  contextLength: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Of a mixture of experts', example: null })
  experts: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  expertsPerToken: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Of an embedding model', example: null })
  embeddingDimensions: number | null;

  @ApiProperty({ example: 'Llama 3.1 Community License' })
  license: string;

  @ApiProperty({ example: '2024-07' })
  releaseDate: string;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export function toModelView(row: ModelRow, context: ViewContext): ModelView {
  return {
    ...toFactView(row, 'specification', context),
    name: row.name,
    family: row.family,
    organisation: row.organisation,
    kind: row.kind,
    totalParamsB: row.totalParamsB,
    activeParamsB: row.activeParamsB,
    layers: row.layers,
    hiddenSize: row.hiddenSize,
    attentionHeads: row.attentionHeads,
    kvHeads: row.kvHeads,
    headDim: row.headDim,
    attention: row.attention ?? null,
    kvBytesPerTokenFp16: row.kvBytesPerTokenFp16,
    contextLength: row.contextLength,
    experts: row.experts ?? null,
    expertsPerToken: row.expertsPerToken ?? null,
    embeddingDimensions: row.embeddingDimensions ?? null,
    license: row.license,
    releaseDate: row.releaseDate,
    note: row.note ?? null,
  };
}
