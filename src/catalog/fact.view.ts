import { staleness, type FactKind } from '@app/catalog';
import type { Source } from '@app/kernel';
import { ApiProperty } from '@nestjs/swagger';

/** Where a fact comes from. */
export class SourceView {
  @ApiProperty({ example: 'aws p5.48xlarge list price in us-east-1' })
  title: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null for a file of your own that names none',
    example: 'https://github.com/aws/karpenter-provider-aws',
  })
  url: string | null;

  @ApiProperty({ description: 'Day, month or year of the fact', example: '2026-07-20' })
  asOf: string;

  @ApiProperty({ enum: ['high', 'medium', 'low'] })
  confidence: string;
}

/** How old a fact is on the day that was asked for. */
export class StalenessView {
  @ApiProperty({ example: 123 })
  ageDays: number;

  @ApiProperty({
    description: 'After so many days a fact of this kind should be looked up again',
    example: 120,
  })
  limitDays: number;

  @ApiProperty({ example: true })
  stale: boolean;
}

/** What every entry of the catalog has. */
export class FactView {
  @ApiProperty({ description: 'In a path write / as %2F', example: 'aws/p5.48xlarge/us-east-1' })
  id: string;

  @ApiProperty({
    enum: ['catalog', 'own'],
    description: 'own: it comes from a file of yours, or a discount of yours is on it',
  })
  origin: 'catalog' | 'own';

  @ApiProperty({ type: SourceView })
  source: SourceView;

  @ApiProperty({ type: StalenessView })
  staleness: StalenessView;
}

/** What a view is made with besides its row. */
export interface ViewContext {
  readonly origin: 'catalog' | 'own';
  /** ISO date on which staleness is judged. */
  readonly asOf: string;
}

export function toSourceView({ title, url, asOf, confidence }: Source): SourceView {
  return { title, url: url === '' ? null : url, asOf, confidence };
}

export function toFactView(
  row: { readonly id: string; readonly source: Source },
  kind: FactKind,
  { origin, asOf }: ViewContext,
): FactView {
  return {
    id: row.id,
    origin,
    source: toSourceView(row.source),
    staleness: staleness(row.source, asOf, kind),
  };
}
