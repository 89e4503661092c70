import type { Confidence } from '@app/kernel';
import type { OwnApiPrice } from './api-price.row';
import type { Discount } from './discount.row';
import type { OwnFramework } from './framework.row';
import type { OwnInstancePrice } from './instance-price.row';
import type { OwnModel } from './model.row';
import type { OwnedHardware } from './owned-hardware.row';
import type { OwnServicePrice } from './service-price.row';

/** The rows of each kind of override file, as a person may write them. */
export interface OverrideRows {
  readonly 'instance-prices': OwnInstancePrice;
  readonly 'api-prices': OwnApiPrice;
  readonly 'service-prices': OwnServicePrice;
  readonly discounts: Discount;
  readonly 'owned-hardware': OwnedHardware;
  readonly models: OwnModel;
  readonly frameworks: OwnFramework;
}

/** What a file of one's own can say: prices, discounts, hardware, models, frameworks. */
export const OVERRIDE_KINDS = [
  'instance-prices',
  'api-prices',
  'service-prices',
  'discounts',
  'owned-hardware',
  'models',
  'frameworks',
] as const satisfies ReadonlyArray<keyof OverrideRows>;
export type OverrideKind = (typeof OVERRIDE_KINDS)[number];

/** One file of a tenant, validated: plain data, so that it can be stored and sent to a thread as it is. */
export interface OverrideFile<Kind extends OverrideKind = OverrideKind> {
  readonly kind: Kind;
  /** What its owner calls it; figures that rest on it name it. */
  readonly name: string;
  /** The day its rows are of (ISO date), unless a row has its own. */
  readonly asOf: string;
  /** How far its rows are trusted that do not say it themselves. */
  readonly confidence: Confidence;
  readonly rows: ReadonlyArray<OverrideRows[Kind]>;
}

/** All files of a tenant at one version; later files stand before earlier ones. Version 0 has none. */
export interface CatalogOverrides {
  readonly version: number;
  readonly files: readonly OverrideFile[];
}

export const NO_OVERRIDES: CatalogOverrides = { version: 0, files: [] };
