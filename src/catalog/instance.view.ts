import { instancePriceFigure, PURCHASES, type InstanceRow, type Purchase } from '@app/catalog';
import { ApiProperty } from '@nestjs/swagger';
import { FactView, SourceView, toFactView, toSourceView, type ViewContext } from './fact.view';

class InstancePriceView {
  @ApiProperty({ enum: PURCHASES })
  purchase: Purchase;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'USD per instance-hour; null is not known',
    example: 55.04,
  })
  usdPerHour: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'How the price follows from the list price, where a discount of yours is on it',
    example: null,
  })
  formula: string | null;

  @ApiProperty({ type: SourceView, isArray: true })
  sources: SourceView[];
}

export class InstanceView extends FactView {
  @ApiProperty({ example: 'aws' })
  provider: string;

  @ApiProperty({ example: 'p5.48xlarge' })
  instanceType: string;

  @ApiProperty({ example: 'us-east-1' })
  region: string;

  @ApiProperty({ example: 'accelerator' })
  category: string;

  @ApiProperty({ type: Number, nullable: true, example: 192 })
  vCPU: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'GiB', example: 2048 })
  memoryGiB: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'h100-sxm5-80gb' })
  acceleratorId: string | null;

  @ApiProperty({ example: 8 })
  acceleratorCount: number;

  @ApiProperty({ type: InstancePriceView, isArray: true })
  prices: InstancePriceView[];

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export function toInstanceView(row: InstanceRow, context: ViewContext): InstanceView {
  return {
    ...toFactView(row, 'on-demand-price', context),
    provider: row.provider,
    instanceType: row.instanceType,
    region: row.region,
    category: row.category,
    vCPU: row.vCPU,
    memoryGiB: row.memoryGiB,
    acceleratorId: row.acceleratorId,
    acceleratorCount: row.acceleratorCount,
    prices: PURCHASES.map((purchase) => {
      const { value, formula, sources } = instancePriceFigure(row, purchase);
      return { purchase, usdPerHour: value, formula, sources: sources.map(toSourceView) };
    }),
    note: row.note ?? null,
  };
}
