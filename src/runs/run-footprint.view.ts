import type { RunUse } from '@app/carbon';
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

/** Of a run that no worker has had and no model was asked for: nothing of the run is in it, so all share one. */
let untouched: RunFootprintView | undefined;

export function toRunFootprintView(run: Pick<Run, 'usage' | 'spending' | 'options'>): RunFootprintView {
  const { cpuMs = null, country = null } = run.usage ?? {};
  const use = { cpuMs, country, modelTokens: expensesOf(run).tokens };
  const isUntouched = cpuMs === null && country === null && use.modelTokens === 0;
  return isUntouched ? (untouched ??= viewOf(use)) : viewOf(use);
}

function viewOf(use: RunUse): RunFootprintView {
  // Grids and the PUE of an unnamed site are in no file of a tenant: the shipped catalog has them for everybody.
  const { processorTime, energy, emissions, modelEnergy } = runFootprint(use, loadCatalog());
  return {
    processorTime: toMeasureView(processorTime),
    energy: toMeasureView(energy),
    emissions: toMeasureView(emissions),
    modelEnergy: toMeasureView(modelEnergy),
  };
}

function toMeasureView({ value, low, high, unit, unknown, formula }: Figure): MeasureView {
  return { value, low, high, unit, ...(unknown === undefined ? {} : { unknown }), formula };
}
