import type { Source } from '@app/kernel';
import { z } from 'zod';
import { citation, confidenceField, type FileFacts, dateField, quantity, urlField } from './row-fields';

export const gridCarbonRowSchema = z.strictObject({
  provider: z.enum(['aws', 'azure', 'gcp']),
  region: z.string().min(1),
  location: z.string().min(1),
  gridIntensity_gCO2ePerKWh: quantity,
  basis: z.string().min(1),
  carbonFreeEnergyShare: z.number().min(0).max(1).optional(),
  pue: z.number().min(1),
  pueBasis: z.string().min(1),
  pueSource: urlField,
  confidence: confidenceField,
  source: urlField,
  sourceDate: dateField,
  alternatives: z
    .array(
      z.strictObject({ value: quantity, basis: z.string().min(1), source: urlField, sourceDate: dateField }),
    )
    .optional(),
});

export const countryCarbonRowSchema = z.strictObject({
  iso3: z.string().length(3),
  gCO2ePerKWh: quantity,
  year: z.number().int(),
});

export const carbonFileSchema = z.object({
  asOf: dateField,
  gpuWatts: z.strictObject({
    source: urlField,
    sourceDate: dateField,
    confidence: confidenceField,
    note: z.string(),
    values: z.record(z.string(), z.tuple([quantity, quantity])),
  }),
  other: z.array(
    z.strictObject({
      id: z.string().min(1),
      value: z.number().min(1),
      note: z.string().optional(),
      source: urlField,
      confidence: confidenceField,
    }),
  ),
  countries: z.strictObject({
    source: urlField,
    sourceDate: dateField,
    confidence: confidenceField,
    note: z.string(),
    values: z.array(z.unknown()),
  }),
  items: z.array(z.unknown()),
});

type RawGridCarbon = z.infer<typeof gridCarbonRowSchema>;

/** The location-based grid intensity (gCO2e/kWh) and PUE of one cloud region, with values others publish for it. */
export interface GridCarbonRow {
  /** `<provider>/<region>` */
  readonly id: string;
  readonly provider: RawGridCarbon['provider'];
  readonly region: string;
  readonly location: string;
  readonly intensityGPerKWh: number;
  readonly basis: string;
  readonly carbonFreeEnergyShare: number | null;
  readonly pue: number;
  readonly pueBasis: string;
  readonly pueSource: Source;
  readonly source: Source;
  readonly alternatives: ReadonlyArray<{ readonly intensityGPerKWh: number; readonly source: Source }>;
}

/** The national average grid intensity (gCO2e/kWh) of one country, for sites of one's own. */
export interface CountryCarbonRow {
  readonly iso3: string;
  readonly intensityGPerKWh: number;
  readonly year: number;
  readonly source: Source;
}

/** A PUE that stands in where a site's own is not known. */
export interface GenericPueRow {
  readonly id: string;
  readonly pue: number;
  readonly source: Source;
}

/** Idle and full-load power in W that Cloud Carbon Footprint uses for an accelerator family (`A100`). */
export interface AcceleratorPowerRow {
  readonly family: string;
  readonly idleW: number;
  readonly maxW: number;
  readonly source: Source;
}

export function gridCarbonRow(raw: RawGridCarbon, file: FileFacts): GridCarbonRow {
  const title = `grid intensity of ${raw.location}`;
  const dated = { sourceDate: raw.sourceDate, file, confidence: raw.confidence };
  return {
    id: `${raw.provider}/${raw.region}`,
    provider: raw.provider,
    region: raw.region,
    location: raw.location,
    intensityGPerKWh: raw.gridIntensity_gCO2ePerKWh,
    basis: raw.basis,
    carbonFreeEnergyShare: raw.carbonFreeEnergyShare ?? null,
    pue: raw.pue,
    pueBasis: raw.pueBasis,
    pueSource: citation({ title: raw.pueBasis, url: raw.pueSource, ...dated }),
    source: citation({
      title: `${title}, ${raw.basis}`,
      url: raw.source,
      ...dated,
    }),
    alternatives: (raw.alternatives ?? []).map((other) => ({
      intensityGPerKWh: other.value,
      source: citation({
        title: `${title}, ${other.basis}`,
        url: other.source,
        sourceDate: other.sourceDate,
        file,
        confidence: raw.confidence,
      }),
    })),
  };
}

export function countryCarbonRow(
  raw: z.infer<typeof countryCarbonRowSchema>,
  file: FileFacts,
  url: string,
): CountryCarbonRow {
  return {
    iso3: raw.iso3,
    intensityGPerKWh: raw.gCO2ePerKWh,
    year: raw.year,
    source: citation({
      title: `national average grid intensity of ${raw.iso3}, ${raw.year}`,
      url,
      sourceDate: null,
      file,
    }),
  };
}
