import type { RankedRecommendation, RecommendationChange, TextChange } from '@app/comparison';
import { ApiProperty } from '@nestjs/swagger';

/** A text that is another, or none, on one side. */
export class TextChangeView {
  @ApiProperty({ example: 'Hosting' })
  subject: string;

  @ApiProperty({ type: String, nullable: true, example: 'Model API' })
  from: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Own hardware' })
  to: string | null;
}

export class RankedRecommendationView {
  @ApiProperty({ example: 1 })
  rank: number;

  @ApiProperty({ type: String, nullable: true, example: 'high' })
  severity: string | null;

  @ApiProperty({ example: 'Put in place: erasure workflow' })
  title: string;
}

/** A recommendation that came, went, or has another rank, severity or title. */
export class RecommendationChangeView {
  @ApiProperty({ example: 'control.erasure' })
  key: string;

  @ApiProperty({ type: RankedRecommendationView, nullable: true })
  from: RankedRecommendationView | null;

  @ApiProperty({ type: RankedRecommendationView, nullable: true })
  to: RankedRecommendationView | null;

  @ApiProperty({ type: String, isArray: true, example: ['rank'] })
  differs: readonly string[];
}

export function toTextChangeView({ subject, from, to }: TextChange): TextChangeView {
  return { subject, from, to };
}

export function toRecommendationChangeView(one: RecommendationChange): RecommendationChangeView {
  return { key: one.key, from: ranked(one.from), to: ranked(one.to), differs: one.differs };
}

function ranked(one: RankedRecommendation | null): RankedRecommendationView | null {
  return one && { rank: one.rank, severity: one.severity, title: one.title };
}
