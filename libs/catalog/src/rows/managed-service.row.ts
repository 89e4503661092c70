import type { Source } from '@app/kernel';
import { z } from 'zod';
import { citation, type FileFacts, confidenceField, dateField, quantity, urlField } from './row-fields';

export const managedServiceRowSchema = z.strictObject({
  provider: z.enum(['aws', 'azure', 'gcp', 'mongodb-atlas', 'self-hosted']),
  category: z.string().min(1),
  service: z.string().min(1),
  region: z.string().min(1),
  priceUSD: quantity,
  unit: z.string().min(1),
  tiers: z
    .array(
      z.union([
        z.strictObject({ upToTB: quantity.nullable(), priceUSD: quantity }),
        z.strictObject({ upToMiB: quantity.nullable(), priceUSD: quantity }),
      ]),
    )
    .optional(),
  confidence: confidenceField,
  source: urlField,
  sourceDate: dateField.nullable(),
  note: z.string().optional(),
});

type RawManagedService = z.infer<typeof managedServiceRowSchema>;

/** The unit list price of one managed service in one region; `priceUSD` is USD per `unit`. */
export type ManagedServiceRow = Readonly<Omit<RawManagedService, 'source' | 'sourceDate' | 'confidence'>> & {
  /** `<provider>/<service>/<region>` */
  readonly id: string;
  readonly source: Source;
};

export function managedServiceRowId(raw: {
  readonly provider: string;
  readonly service: string;
  readonly region: string;
}): string {
  return `${raw.provider}/${raw.service}/${raw.region}`;
}

export function managedServiceRow(raw: RawManagedService, file: FileFacts): ManagedServiceRow {
  const { source, sourceDate, confidence, ...rest } = raw;
  const title = `${raw.provider} ${raw.service} list price in ${raw.region}`;
  return {
    ...rest,
    id: managedServiceRowId(raw),
    source: citation({ title, url: source, sourceDate, file, confidence }),
  };
}
