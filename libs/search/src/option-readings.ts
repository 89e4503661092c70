import type { Catalog } from '@app/catalog';
import { chipPower } from '@app/carbon';
import { instancesFor, isPaidAllMonth, replicasPerInstance } from '@app/pricing';
import { sizeGroup } from '@app/sizing';
import { priceOf } from './catalog-facts';
import { HOURS_PER_MONTH } from './hosted-options';
import type { SearchOrder } from './search-need';
import type { HardwareChoice, SearchOption } from './search-result';

/** A value with what it is where the engine's factors stand at their best and at their worst. */
export interface Span {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface OptionReadings {
  readonly isService: boolean;
  readonly instances: Span;
  readonly cost: Span;
  /** Milliseconds of a service, hours of a pass. */
  readonly latency: Span;
  readonly carbon: Span;
}

type Reading = Record<'instances' | 'cost' | 'latency' | 'carbon', number | null>;

/** Sizes an option again at the ends of the factors' ranges: the group stays, the replicas follow. */
export function readingsOf(
  order: SearchOrder,
  catalog: Catalog,
  option: SearchOption,
  hardware: HardwareChoice,
): OptionReadings {
  const value: Reading = {
    instances: hardware.instances,
    cost: option.costUsdPerMonth,
    latency: option.latencyMs,
    carbon: option.carbonKgPerMonth,
  };
  if (order.hosted?.kind !== 'serving') {
    const flat = (part: number | null): Span => ({ value: part, low: null, high: null });
    return {
      isService: false,
      instances: flat(value.instances),
      cost: flat(value.cost),
      latency: flat(value.latency === null ? null : value.latency / 3_600_000),
      carbon: flat(value.carbon),
    };
  }
  const best = readingAt(order, catalog, option, hardware, 'best');
  const worst = readingAt(order, catalog, option, hardware, 'worst');
  const span = (part: keyof Reading): Span => ({
    value: value[part],
    ...ends(
      [value[part], best?.[part] ?? null, worst?.[part] ?? null],
      worst === null || worst[part] === null,
    ),
  });
  return {
    isService: true,
    instances: span('instances'),
    cost: span('cost'),
    latency: span('latency'),
    carbon: span('carbon'),
  };
}

/** Where the worst reading cannot serve at all, nobody knows the upper end. */
function ends(all: ReadonlyArray<number | null>, isOpen: boolean): Omit<Span, 'value'> {
  const known = all.filter((entry): entry is number => entry !== null);
  if (known.length === 0) return { low: null, high: null };
  return { low: Math.min(...known), high: isOpen ? null : Math.max(...known) };
}

function readingAt(
  order: SearchOrder,
  catalog: Catalog,
  option: SearchOption,
  hardware: HardwareChoice,
  side: 'best' | 'worst',
): Reading | null {
  const row = catalog.instances.find((entry) => entry.id === hardware.instanceId);
  if (order.hosted?.kind !== 'serving' || row === undefined) return null;
  const accelerator = catalog.accelerator(hardware.acceleratorId);
  const spec = { ...order.hosted.need, accelerator, precision: hardware.precision };
  const { service } = sizeGroup(
    spec,
    hardware.tensorParallel,
    { extra: hardware.extraReplicas, stages: hardware.stages },
    side,
  );
  if (service === null) return null;
  const packing = {
    row,
    replicasPerInstance: replicasPerInstance(row, hardware.tensorParallel, hardware.stages),
  };
  const instances = instancesFor(packing, service.replicas, service.spareReplicas);
  const price = priceOf(row, hardware.purchase);
  const grid = catalog.findGridCarbon(option.provider, option.region ?? '');
  const power = chipPower(accelerator, catalog);
  const watts = power === null ? null : power.idleW + Math.min(1, service.meanUtilisation) * power.busyW;
  const kWh =
    watts === null
      ? null
      : (service.replicas *
          hardware.tensorParallel *
          hardware.stages *
          watts *
          HOURS_PER_MONTH *
          service.rentedShare) /
        1000;
  const share = isPaidAllMonth(hardware.purchase) ? 1 : service.rentedShare;
  return {
    instances,
    cost: price === null ? null : instances * price * HOURS_PER_MONTH * share,
    latency: Number.isFinite(service.endToEnd) ? service.endToEnd * 1000 : null,
    carbon: kWh === null || grid === undefined ? null : (kWh * grid.pue * grid.intensityGPerKWh) / 1000,
  };
}
