import type { FigureChange } from '@app/comparison';
import { FIGURE_CHANGES, FOUND_BY } from '@app/comparison';
import { ApiProperty } from '@nestjs/swagger';

export class ComparedValueView {
  @ApiProperty({ example: 'Cost of the plan over three years, median' })
  label: string;

  @ApiProperty({ type: Number, nullable: true, description: 'null: unknown', example: 12_000 })
  value: number | null;

  @ApiProperty({ type: Number, nullable: true })
  low: number | null;

  @ApiProperty({ type: Number, nullable: true })
  high: number | null;

  @ApiProperty({ description: 'As reports print it', example: 'USD 12,000/month' })
  printed: string;
}

/** A figure that the two reports have differently. */
export class FigureChangeView {
  @ApiProperty({ example: 'forecast.total.p50' })
  id: string;

  @ApiProperty({
    description: 'Both labels where they differ',
    example: 'Cost of the plan over three years, median',
  })
  label: string;

  @ApiProperty({ enum: FIGURE_CHANGES })
  kind: FigureChange['kind'];

  @ApiProperty({ example: 'USD' })
  unit: string;

  @ApiProperty({ type: ComparedValueView, nullable: true, description: 'null: not in this report' })
  from: ComparedValueView | null;

  @ApiProperty({ type: ComparedValueView, nullable: true })
  to: ComparedValueView | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'to less from, in the unit; null where one is unknown',
  })
  delta: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The size of delta as reports print it',
    example: 'USD 40,000',
  })
  printedDelta: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'to over from' })
  ratio: number | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Both values lie within both ranges; null where a range is missing',
  })
  insideBothRanges: boolean | null;

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Parts of the figure that differ',
    example: ['value'],
  })
  differs: readonly string[];

  @ApiProperty({ type: String, isArray: true, description: 'Keys of its causes; empty: unexplained' })
  causes: readonly string[];

  @ApiProperty({
    enum: FOUND_BY,
    description:
      'How the causes were found: in what it is computed from, and they account for all of the change; there, and for an unknown part of it; in that of the figures for which one report shows it; because the runs differ in nothing else; not at all',
  })
  foundBy: FigureChange['foundBy'];
}

export function toFigureChangeView(one: FigureChange): FigureChangeView {
  const { id, label, kind, unit, delta, printedDelta, ratio, insideBothRanges } = one;
  const { differs, causes, foundBy } = one;
  return {
    ...{ id, label, kind, unit, from: toValueView(one.from), to: toValueView(one.to) },
    ...{ delta, printedDelta, ratio, insideBothRanges, differs, causes, foundBy },
  };
}

function toValueView(value: FigureChange['from']): ComparedValueView | null {
  if (value === null) return null;
  const { label, low, high, printed } = value;
  return { label, value: value.value, low, high, printed };
}
