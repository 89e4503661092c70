import { acceleratorFigures, type AcceleratorRow, factFigure } from '@app/catalog';
import { answerId, figure, type Figure, unknownFigure } from '@app/kernel';
import {
  billOf,
  type CostPart,
  DEPRECIATION_YEARS,
  priceOwned,
  priceOwnedServers,
  SERVER_OVERHEAD,
} from '@app/pricing';
import type { ServingSizing } from '@app/sizing';
import type { StairsFleet } from './fleet-stairs';
import { toBeBought } from './to-be-bought';
import { type OwnedHardware, type WorkloadBench } from './workload-bench';
import type { Workbench } from '../workbench';

/** What accelerators of one's own cost a month: for each unit bought, and whatever their number. */
export interface OwnedPrice {
  readonly acceleratorsPerUnit: number;
  readonly perUnit: readonly CostPart[];
  readonly together: readonly CostPart[];
  /** Why the cost of a unit is not known in full, or null. */
  readonly unknown: string | null;
}

/**
 * The price of owning an accelerator, from the best word there is: the tenant's own file of servers, then the purchase
 * price of what it owns, then a quote. What nobody gave stays unknown.
 */
export function ownedPrice(bench: Workbench, acceleratorId: string, owned?: OwnedHardware): OwnedPrice {
  const row = bench.catalog.ownedHardware.find((entry) => entry.acceleratorId === acceleratorId);
  if (row) {
    const servers = priceOwnedServers(row, genericPue(bench));
    bench.figures.addAll(servers.figures);
    return {
      acceleratorsPerUnit: row.acceleratorsPerServer,
      perUnit: servers.perServer,
      together: servers.together,
      unknown: unknownOf(servers.perServer),
    };
  }
  const perUnit = oneAccelerator(bench, acceleratorId, owned);
  return { acceleratorsPerUnit: 1, perUnit, together: [], unknown: unknownOf(perUnit) };
}

/** What hardware of one's own costs a month, and the fleet that it is; null where no load makes it grow. */
export interface OwnedCosts {
  /** `grows`: it is paid for each unit, and not for all of them together. */
  readonly parts: ReadonlyArray<CostPart & { readonly grows: boolean }>;
  readonly fleet: (StairsFleet & { readonly sizing: ServingSizing }) | null;
}

/** Hardware of one's own that a workload fits, owned or to be bought, as parts of a month's bill. */
export function ownedBill(bench: Workbench, workload: WorkloadBench): OwnedCosts['parts'] | null {
  return ownedCosts(bench, workload)?.parts ?? null;
}

/** The same with the fleet whose cost it is. */
export function ownedCosts(bench: Workbench, workload: WorkloadBench): OwnedCosts | null {
  const fit = workload.ownedFit();
  const chosen = fit?.sizing ?? toBeBought(bench, workload);
  const sizing = chosen?.of;
  const accelerators = sizing?.accelerators ?? null;
  if (!sizing || accelerators === null) return null;
  const price = ownedPrice(bench, sizing.acceleratorId, fit?.hardware);
  const units = Math.ceil(accelerators / price.acceleratorsPerUnit);
  const parts = price.perUnit.map((part) => ({
    ...part,
    monthly: times(workload, part.monthly, units),
    grows: true,
  }));
  const replicas = chosen?.kind === 'serving' ? chosen.of.replicas : null;
  return {
    parts: [...parts, ...price.together.map((part) => ({ ...part, grows: false }))],
    fleet:
      chosen?.kind === 'serving' && replicas !== null
        ? {
            sizing: chosen.of,
            replicasPerInstance: (price.acceleratorsPerUnit * replicas) / accelerators,
            instances: units,
          }
        : null,
  };
}

/** The month of that bill: null where nothing of it is known, and what of it is not known. */
export function ownedMonth(
  bench: Workbench,
  workload: WorkloadBench,
): { readonly monthly: Figure | null; readonly unknown: readonly string[] } {
  const parts = ownedBill(bench, workload) ?? [];
  if (parts.length === 0) return { monthly: null, unknown: ['nothing is known of what the hardware costs'] };
  const bill = billOf(`pricing.${workload.id}.owned-bill`, `Owned hardware of ${workload.id}`, parts);
  const unknown = bill.unknown.map(({ monthly }) => monthly.unknown ?? monthly.label);
  if (bill.monthly.value === null) return { monthly: null, unknown };
  workload.keep([bill.monthly]);
  return { monthly: bill.monthly, unknown };
}

function times(workload: WorkloadBench, one: Figure, units: number): Figure {
  const draft = {
    id: `pricing.${workload.id}.${one.id.replace(/^pricing\./, '')}`,
    label: `${one.label}, for what the workload uses`,
    unit: 'USD/month',
    method: 'computed' as const,
    formula: `${units} x the cost of one`,
    inputs: [one.id],
    sources: one.sources,
  };
  const of = (value: number | null): number | null => (value === null ? null : value * units);
  const made =
    one.value === null
      ? unknownFigure({ ...draft, reason: one.unknown ?? 'not known' })
      : figure({ ...draft, value: of(one.value), low: of(one.low), high: of(one.high) });
  workload.keep([made]);
  return made;
}

function unknownOf(parts: readonly CostPart[]): string | null {
  return parts.find(({ monthly }) => monthly.value === null)?.monthly.unknown ?? null;
}

function oneAccelerator(bench: Workbench, acceleratorId: string, owned?: OwnedHardware): CostPart[] {
  const row = bench.catalog.accelerator(acceleratorId);
  const { power } = acceleratorFigures(row);
  const one = figure({
    id: 'planning.one-accelerator',
    label: 'one accelerator',
    value: 1,
    unit: '1',
    method: 'computed',
    formula: 'constant: the unit that is priced',
  });
  const years = yearsOf(bench);
  const cost = priceOwned({
    scope: `unit.${acceleratorId}`,
    accelerators: one,
    purchasePrice: purchasePrice(bench, row, owned),
    depreciationYears: years,
    power,
    serverOverhead: SERVER_OVERHEAD,
    pue: genericPue(bench),
    powerPrice: powerPrice(bench, acceleratorId, owned),
  });
  bench.figures.addAll([one, years, power, SERVER_OVERHEAD, ...cost.figures]);
  return [
    { category: 'hardware', monthly: cost.depreciation, bound: null },
    { category: 'power', monthly: cost.power, bound: null },
  ];
}

function purchasePrice(bench: Workbench, row: AcceleratorRow, owned?: OwnedHardware): Figure {
  const quotes = bench.input.planning?.acceleratorQuotes ?? [];
  const index = quotes.findIndex((quote) => quote.acceleratorId === row.id);
  const paid = owned?.entry.purchasePriceUsd;
  return given(bench, {
    id: `answer.price.${row.id}`,
    label: `purchase price of ${row.name}`,
    unit: 'USD',
    value: paid ?? quotes[index]?.usd,
    ref:
      owned && paid !== undefined
        ? answerId('currentInfrastructure', owned.index, 'purchasePriceUsd')
        : answerId('planning', 'acceleratorQuotes', Math.max(index, 0), 'usd'),
  });
}

function powerPrice(bench: Workbench, acceleratorId: string, owned?: OwnedHardware): Figure {
  const there = owned?.entry.powerUsdPerKwh;
  return given(bench, {
    id: `answer.power-price.${acceleratorId}`,
    label: 'price of electricity',
    unit: 'USD/kWh',
    value: there ?? bench.input.planning?.powerUsdPerKwh,
    ref:
      owned && there !== undefined
        ? answerId('currentInfrastructure', owned.index, 'powerUsdPerKwh')
        : answerId('planning', 'powerUsdPerKwh'),
  });
}

function yearsOf(bench: Workbench): Figure {
  const years = bench.input.planning?.depreciationYears;
  if (years === undefined) return DEPRECIATION_YEARS;
  return given(bench, {
    id: 'answer.planning.depreciation-years',
    label: 'years over which hardware is written off',
    unit: 'a',
    value: years,
    ref: answerId('planning', 'depreciationYears'),
  });
}

function given(
  bench: Workbench,
  draft: {
    readonly id: string;
    readonly label: string;
    readonly unit: string;
    readonly value: number | undefined;
    readonly ref: string;
  },
): Figure {
  const { id, label, unit, value, ref } = draft;
  const made =
    value === undefined
      ? unknownFigure({ id, label, unit, method: 'assumed', reason: `nobody gave the ${label}` })
      : figure({ id, label, unit, value, method: 'sourced', inputs: [ref] });
  return bench.figures.add(made);
}

function genericPue(bench: Workbench): Figure {
  const { pue, source, id } = bench.catalog.genericPue;
  return bench.figures.add(
    factFigure({
      id: `catalog.pue.${id}`,
      label: 'PUE where a site has none of its own',
      value: pue,
      unit: '1',
      source,
    }),
  );
}
