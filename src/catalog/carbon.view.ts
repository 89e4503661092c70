import type { Catalog, CountryCarbonRow, GridCarbonRow } from '@app/catalog';
import type { Source } from '@app/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { FactView, SourceView, toFactView, toSourceView, type ViewContext } from './fact.view';

/** The grid of a cloud region or of a country, under one id. */
export interface CarbonPlace {
  readonly id: string;
  readonly source: Source;
  readonly provider: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly row: GridCarbonRow | CountryCarbonRow;
}

class OtherIntensityView {
  @ApiProperty({ example: 381 })
  intensityGPerKWh: number;

  @ApiProperty({ type: SourceView })
  source: SourceView;
}

export class CarbonView extends FactView {
  @ApiProperty({ enum: ['cloud-region', 'country'] })
  scope: 'cloud-region' | 'country';

  @ApiProperty({ type: String, nullable: true, example: 'gcp' })
  provider: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'europe-west3' })
  region: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 3166-1 alpha-3', example: null })
  country: string | null;

  @ApiProperty({ description: 'g of CO2e per kWh, location-based', example: 276 })
  intensityGPerKWh: number;

  @ApiProperty({
    description: 'What the number is, and of which year',
    example: 'location-based annual average, 2024',
  })
  basis: string;

  @ApiProperty({ type: Number, nullable: true, description: 'Power usage effectiveness', example: 1.1 })
  pue: number | null;

  @ApiProperty({ type: Number, nullable: true, description: '0 to 1', example: 0.68 })
  carbonFreeEnergyShare: number | null;

  @ApiProperty({ type: OtherIntensityView, isArray: true, description: 'What others publish for the place' })
  alternatives: OtherIntensityView[];
}

/** Every place of the catalog: cloud regions, then countries. */
export function carbonPlaces(catalog: Catalog): readonly CarbonPlace[] {
  return [
    ...catalog.gridCarbonRows.map((row): CarbonPlace => ({
      ...{ id: row.id, source: row.source, row },
      ...{ provider: row.provider, region: row.region, country: null },
    })),
    ...catalog.countryCarbonRows.map((row): CarbonPlace => ({
      ...{ id: row.iso3, source: row.source, row },
      ...{ provider: null, region: null, country: row.iso3 },
    })),
  ];
}

export function toCarbonView(place: CarbonPlace, context: ViewContext): CarbonView {
  const { provider, region, country, row } = place;
  const cloud = 'pue' in row ? row : null;
  return {
    ...toFactView(place, 'carbon', context),
    scope: cloud ? 'cloud-region' : 'country',
    provider,
    region,
    country,
    intensityGPerKWh: row.intensityGPerKWh,
    basis: 'year' in row ? `national average, ${row.year}` : row.basis,
    pue: cloud?.pue ?? null,
    carbonFreeEnergyShare: cloud?.carbonFreeEnergyShare ?? null,
    alternatives: (cloud?.alternatives ?? []).map(({ intensityGPerKWh, source }) => ({
      intensityGPerKWh,
      source: toSourceView(source),
    })),
  };
}
