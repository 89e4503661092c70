import type { Cause, CauseGroup } from '@app/comparison';
import { briefValue } from '@app/comparison';
import { ApiProperty } from '@nestjs/swagger';
import { FigureChangeView, toFigureChangeView } from './figure-change.view';

const CAUSE_KINDS: readonly Cause['kind'][] = [
  ...(['answer', 'answers', 'catalog', 'own-catalog', 'source', 'rule', 'evidence-expiry'] as const),
  ...(['as-of', 'decision', 'decisions', 'agent-missing', 'options', 'versions', 'measurement'] as const),
];

/** One reason for which figures differ, or one thing that the runs were given differently. */
export class CauseView {
  @ApiProperty({ example: 'answer:/workloads/chat/traffic/requestsPerDay' })
  key: string;

  @ApiProperty({ enum: CAUSE_KINDS })
  kind: Cause['kind'];

  @ApiProperty({
    description: 'A pointer into the input, the id of a figure, an agent, the key of a choice',
    example: '/workloads/0/traffic/requestsPerDay',
  })
  subject: string;

  @ApiProperty({ example: 'answer /workloads/0/traffic/requestsPerDay' })
  label: string;

  @ApiProperty({ type: Object, nullable: true, description: 'What it was', example: 100 })
  from: unknown;

  @ApiProperty({ type: Object, nullable: true, description: 'What it is', example: 200 })
  to: unknown;
}

/** A cause with what it explains. */
export class CauseGroupView extends CauseView {
  @ApiProperty({ description: 'Figures that it explains, alone or with others', example: 37 })
  figures: number;

  @ApiProperty({ description: 'Figures that it alone explains, and in full', example: 30 })
  alone: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { trail: 35, 'trail-in-part': 4, 'used-by': 2, 'only-difference': 0 },
  })
  foundBy: Readonly<Record<string, number>>;

  @ApiProperty({ type: FigureChangeView, isArray: true, description: 'The most important of them' })
  first: readonly FigureChangeView[];
}

export function toCauseView({ key, kind, subject, label, from, to }: Cause): CauseView {
  return { key, kind, subject, label, from: briefValue(from), to: briefValue(to) };
}

export function toCauseGroupView({ cause, figures, alone, foundBy, first }: CauseGroup): CauseGroupView {
  return {
    ...toCauseView(cause),
    ...{ figures, alone, foundBy: { ...foundBy }, first: first.map(toFigureChangeView) },
  };
}
