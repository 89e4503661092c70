import type { ManagedServiceRow } from '@app/catalog';
import { ApiProperty } from '@nestjs/swagger';
import { FactView, toFactView, type ViewContext } from './fact.view';

class PriceTierView {
  @ApiProperty({ type: Number, nullable: true, description: 'Up to so many TB or MiB; null is without end' })
  upTo: number | null;

  @ApiProperty({ enum: ['TB', 'MiB'] })
  measure: 'TB' | 'MiB';

  @ApiProperty({ example: 0.09 })
  priceUSD: number;
}

export class ManagedServiceView extends FactView {
  @ApiProperty({ example: 'aws' })
  provider: string;

  @ApiProperty({ example: 'block-storage' })
  category: string;

  @ApiProperty({ example: 'EBS gp3' })
  service: string;

  @ApiProperty({ example: 'us-east-1' })
  region: string;

  @ApiProperty({ description: 'USD per unit', example: 0.08 })
  priceUSD: number;

  @ApiProperty({ example: 'GB-month' })
  unit: string;

  @ApiProperty({ type: PriceTierView, isArray: true })
  tiers: PriceTierView[];

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export function toManagedServiceView(row: ManagedServiceRow, context: ViewContext): ManagedServiceView {
  return {
    ...toFactView(row, 'service-price', context),
    provider: row.provider,
    category: row.category,
    service: row.service,
    region: row.region,
    priceUSD: row.priceUSD,
    unit: row.unit,
    tiers: (row.tiers ?? []).map((tier) =>
      'upToTB' in tier
        ? { upTo: tier.upToTB, measure: 'TB', priceUSD: tier.priceUSD }
        : { upTo: tier.upToMiB, measure: 'MiB', priceUSD: tier.priceUSD },
    ),
    note: row.note ?? null,
  };
}
