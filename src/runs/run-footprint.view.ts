import { runFootprint } from '@app/carbon';
import { loadCatalog } from '@app/catalog';
import type { Figure } from '@app/kernel';
import type { Run } from '@app/runs';
import { expensesOf } from '@app/runs';
import { ApiProperty } from '@nestjs/swagger';

const MAYBE_NUMBER = { type: Number, nullable: true } as const;

export class MeasureView {
  @ApiProperty({ ...MAYBE_NUMBER, description: 'Null where it is unknown', example: 0.0026 }) value:
    number | null;
  @ApiProperty(MAYBE_NUMBER) low: number | null;
  @ApiProperty(MAYBE_NUMBER) high: number | null;
  @ApiProperty({ example: 'Wh' }) unit: string;
  @ApiProperty({ required: false, description: 'Why it is unknown' }) unknown?: string;
  @ApiProperty({ type: String, nullable: true }) formula: string | null;
}

/** What a run used itself: processor time is measured, watts are assumed, what nobody published is unknown. */
export class RunFootprintView {
  @ApiProperty({ type: MeasureView, description: 'Measured in the workers' }) processorTime: MeasureView;
  @ApiProperty({ type: MeasureView, description: 'Of the workers’ processors, without databases and API' })
  energy: MeasureView;
  @ApiProperty({ type: MeasureView, description: 'Of that energy; unknown without SITE_COUNTRY' })
  emissions: MeasureView;
  @ApiProperty({ type: MeasureView, description: 'Of the language models that were asked' })
  modelEnergy: MeasureView;
}

export function toRunFootprintView(run: Pick<Run, 'usage' | 'spending' | 'options'>): RunFootprintView {
  const { usage } = run;
  const footprint = runFootprint(
    {
      cpuMs: usage?.cpuMs ?? null,
      country: usage?.country ?? null,
      modelTokens: expensesOf(run).tokens,
    },
    // Grids and the PUE of an unnamed site are in no file of a tenant: the shipped catalog has them for everybody.
    loadCatalog(),
  );
  return {
    processorTime: toMeasureView(footprint.processorTime),
    energy: toMeasureView(footprint.energy),
    emissions: toMeasureView(footprint.emissions),
    modelEnergy: toMeasureView(footprint.modelEnergy),
  };
}

function toMeasureView({ value, low, high, unit, unknown, formula }: Figure): MeasureView {
  return { value, low, high, unit, ...(unknown === undefined ? {} : { unknown }), formula };
}
