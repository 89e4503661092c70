import type { ApiPriceRow } from '@app/catalog';
import { ApiProperty } from '@nestjs/swagger';
import { FactView, toFactView, type ViewContext } from './fact.view';

class AnnouncedPriceView {
  @ApiProperty({ example: '2026-12-01' })
  from: string;

  @ApiProperty({ example: 1 })
  inputUSDPerMTok: number;

  @ApiProperty({ example: 8 })
  outputUSDPerMTok: number;
}

export class ApiPriceView extends FactView {
  @ApiProperty({ example: 'OpenAI' })
  provider: string;

  @ApiProperty({ example: 'GPT-5' })
  model: string;

  @ApiProperty({ description: 'What the API calls it', example: 'gpt-5' })
  modelId: string;

  @ApiProperty({ enum: ['chat', 'embedding'] })
  kind: string;

  @ApiProperty({ description: 'USD per 10^6 tokens', example: 1.25 })
  inputUSDPerMTok: number;

  @ApiProperty({ type: Number, nullable: true, description: 'null is not known', example: 10 })
  outputUSDPerMTok: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 0.125 })
  cachedInputUSDPerMTok: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  cacheWriteUSDPerMTok: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Tokens', example: 400000 })
  contextWindow: number | null;

  @ApiProperty({ type: AnnouncedPriceView, isArray: true, description: 'Price changes by date' })
  announced: AnnouncedPriceView[];

  @ApiProperty({ description: 'Whether long prompts have a price of their own' })
  longContextTiers: boolean;
}

export function toApiPriceView(row: ApiPriceRow, context: ViewContext): ApiPriceView {
  return {
    ...toFactView(row, 'api-price', context),
    provider: row.provider,
    model: row.model,
    modelId: row.modelId,
    kind: row.kind,
    inputUSDPerMTok: row.inputUSDPerMTok,
    outputUSDPerMTok: row.outputUSDPerMTok,
    cachedInputUSDPerMTok: row.cachedInputUSDPerMTok,
    cacheWriteUSDPerMTok: row.cacheWriteUSDPerMTok,
    contextWindow: row.contextWindow,
    announced: (row.priceSchedule ?? []).map(({ from, inputUSDPerMTok, outputUSDPerMTok }) => ({
      from,
      inputUSDPerMTok,
      outputUSDPerMTok,
    })),
    longContextTiers: row.longContextTiers !== undefined,
  };
}
