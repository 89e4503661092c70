import type { AcceleratorRow } from '@app/catalog';
import { ApiProperty } from '@nestjs/swagger';
import { FactView, toFactView, type ViewContext } from './fact.view';

class PeakRatesView {
  @ApiProperty({ type: Number, nullable: true, example: 989 })
  fp16: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 989 })
  bf16: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1979 })
  fp8: number | null;

  @ApiProperty({ type: Number, nullable: true, description: '10^12 operations/s', example: 1979 })
  int8TOPS: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  fp4: number | null;
}

export class AcceleratorView extends FactView {
  @ApiProperty({ example: 'NVIDIA H100 SXM5 80GB' })
  name: string;

  @ApiProperty({ example: 'NVIDIA' })
  vendor: string;

  @ApiProperty({ example: 'Hopper' })
  architecture: string;

  @ApiProperty({ example: 'SXM5' })
  formFactor: string;

  @ApiProperty({ example: 2022 })
  releaseYear: number;

  @ApiProperty({ description: 'GB', example: 80 })
  memoryGB: number;

  @ApiProperty({ description: 'GB/s', example: 3350 })
  memoryBandwidthGBs: number;

  @ApiProperty({ type: PeakRatesView, description: '10^12 FLOP/s without sparsity; null is not sourced' })
  denseTFLOPS: PeakRatesView;

  @ApiProperty({ type: Number, nullable: true, description: 'W', example: 700 })
  tdpW: number | null;

  @ApiProperty({ description: 'GB/s of the scale-up link, both directions', example: 900 })
  interconnectGBs: number;

  @ApiProperty({ example: 'NVLink 4 (total bidirectional)' })
  interconnectType: string;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export function toAcceleratorView(row: AcceleratorRow, context: ViewContext): AcceleratorView {
  const { fp16, bf16, fp8, int8TOPS, fp4 } = row.denseTFLOPS;
  return {
    ...toFactView(row, 'specification', context),
    name: row.name,
    vendor: row.vendor,
    architecture: row.architecture,
    formFactor: row.formFactor,
    releaseYear: row.releaseYear,
    memoryGB: row.memoryGB,
    memoryBandwidthGBs: row.memoryBandwidthGBs,
    denseTFLOPS: { fp16, bf16, fp8, int8TOPS, fp4 },
    tdpW: row.tdpW,
    interconnectGBs: row.interconnectGBs,
    interconnectType: row.interconnectType,
    note: row.note ?? null,
  };
}
