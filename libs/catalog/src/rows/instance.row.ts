import type { Source } from '@app/kernel';
import { z } from 'zod';
import {
  citation,
  type FileFacts,
  confidenceField,
  dateField,
  price,
  quantity,
  urlField,
} from './row-fields';

export const instanceRowSchema = z.strictObject({
  provider: z.enum(['aws', 'azure', 'gcp', 'oci', 'lambda']),
  instanceType: z.string().min(1),
  region: z.string().min(1),
  category: z.enum([
    'accelerator',
    'accelerator-addon',
    'capacity-block',
    'burstable',
    'general',
    'compute',
    'memory',
    'storage',
  ]),
  vCPU: z.number().int().nonnegative().nullable(),
  memoryGiB: z.number().nonnegative().nullable(),
  accelerator: z.string().nullable(),
  acceleratorId: z.string().nullable(),
  acceleratorCount: z.number().int().nonnegative(),
  acceleratorMemoryGB: quantity.nullable(),
  onDemandUSDPerHour: price,
  commit1yUSDPerHour: price,
  commit3yUSDPerHour: price,
  spotUSDPerHour: price,
  usdPerAcceleratorHour: quantity.optional(),
  sustainedUseMonthUSD: quantity.optional(),
  confidence: confidenceField,
  source: urlField,
  sourceDate: dateField.nullable(),
  specSource: urlField.optional(),
  commit3ySource: urlField.optional(),
  commit3yDate: dateField.optional(),
  commit3yConfidence: confidenceField.optional(),
  commit3yNote: z.string().optional(),
  note: z.string().optional(),
});

type RawInstance = z.infer<typeof instanceRowSchema>;

export type CloudProvider = RawInstance['provider'];

/** One instance type in one region with its list prices in USD per instance-hour (Linux). null is not sourced. */
export type InstanceRow = Readonly<
  Omit<
    RawInstance,
    'source' | 'sourceDate' | 'confidence' | 'commit3ySource' | 'commit3yDate' | 'commit3yConfidence'
  >
> & {
  /** `<provider>/<instanceType>/<region>` */
  readonly id: string;
  readonly source: Source;
  /** Where the three-year rate comes from, if not from `source`. */
  readonly commit3ySource?: Source;
  /** Of the tenant's own catalog: prices that do not come from `source` as they are, and how they came to be. */
  readonly ownPrices?: Readonly<Partial<Record<Purchase, OwnPriceTerm>>>;
};

/** How an instance is bought. */
export const PURCHASES = ['on-demand', 'commit-1y', 'commit-3y', 'spot'] as const;
export type Purchase = (typeof PURCHASES)[number];

/** Where a price comes from that the tenant's terms touch. `formula` says how it follows from the list price. */
export interface OwnPriceTerm {
  readonly sources: readonly Source[];
  readonly formula: string | null;
}

/** Instance rows have no id of their own in the file: provider, type and region name one row. */
export function instanceRowId(raw: {
  readonly provider: string;
  readonly instanceType: string;
  readonly region: string;
  readonly category: string;
}): string {
  const base = `${raw.provider}/${raw.instanceType}/${raw.region}`;
  return raw.category === 'capacity-block' ? `${base}/capacity-block` : base;
}

export function instanceRow(raw: RawInstance, file: FileFacts): InstanceRow {
  const { source, sourceDate, confidence, commit3ySource, commit3yDate, commit3yConfidence, ...rest } = raw;
  const title = `${raw.provider} ${raw.instanceType} list price in ${raw.region}`;
  return {
    ...rest,
    id: instanceRowId(raw),
    source: citation({ title, url: source, sourceDate, file, confidence }),
    ...(commit3ySource === undefined
      ? {}
      : {
          commit3ySource: citation({
            title: `${title}, three-year commitment`,
            url: commit3ySource,
            sourceDate: commit3yDate,
            file,
            confidence: commit3yConfidence ?? confidence,
          }),
        }),
  };
}

/** Whether a row prices one chip of a slice (TPUs) rather than a machine: several join over the chips' own links. */
export function isRentedByChip(row: Pick<InstanceRow, 'provider' | 'instanceType'>): boolean {
  return row.provider === 'gcp' && row.instanceType.startsWith('tpu-');
}
