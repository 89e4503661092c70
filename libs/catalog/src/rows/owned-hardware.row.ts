import type { Figure, Source } from '@app/kernel';
import { factFigure } from '../fact-figures';
import type { OwnedHardware } from '../overrides/owned-hardware.row';

/** Servers that a tenant owns, of one kind, at one site, as its own file says. null is not known. */
export interface OwnedHardwareRow {
  readonly id: string;
  readonly name: string;
  readonly acceleratorId: string;
  readonly acceleratorsPerServer: number;
  readonly servers: number;
  readonly purchaseUSDPerServer: number;
  readonly depreciationYears: number;
  /** Share of the purchase price that is left at the end, 0 to 1. */
  readonly residualShare: number | null;
  /** Draw of one server under load, without cooling, in kW. */
  readonly powerKW: number;
  readonly usdPerKWh: number;
  readonly pue: number | null;
  /** Full-time equivalents who run all of the servers. */
  readonly people: number | null;
  readonly personUSDPerYear: number | null;
  readonly hostingUSDPerMonth: number | null;
  /** Share of the purchase price a year, 0 to 1. */
  readonly maintenanceSharePerYear: number | null;
  /** ISO 3166-1 alpha-3. */
  readonly country: string | null;
  readonly source: Source;
}

export function ownedHardwareRow(raw: OwnedHardware, source: Source): OwnedHardwareRow {
  const share = (percent: number | undefined): number | null =>
    percent === undefined ? null : percent / 100;
  return {
    id: raw.id,
    name: raw.name ?? raw.id,
    acceleratorId: raw.acceleratorId,
    acceleratorsPerServer: raw.acceleratorsPerServer,
    servers: raw.servers,
    purchaseUSDPerServer: raw.purchaseUSDPerServer,
    depreciationYears: raw.depreciationYears,
    residualShare: share(raw.residualSharePercent),
    powerKW: raw.powerKW,
    usdPerKWh: raw.usdPerKWh,
    pue: raw.pue ?? null,
    people: raw.people ?? null,
    personUSDPerYear: raw.personUSDPerYear ?? null,
    hostingUSDPerMonth: raw.hostingUSDPerMonth ?? null,
    maintenanceSharePerYear: share(raw.maintenancePercentPerYear),
    country: raw.country ?? null,
    source,
  };
}

/** What the tenant says of its servers, as figures `catalog.owned-hardware.<id>.<fact>`; unknown where it does not. */
export function ownedHardwareFigures(row: OwnedHardwareRow): {
  readonly servers: Figure;
  readonly purchase: Figure;
  readonly depreciation: Figure;
  readonly power: Figure;
  readonly energyPrice: Figure;
  readonly pue: Figure;
  readonly people: Figure;
  readonly personCost: Figure;
} {
  const fact = (name: string, label: string, value: number | null, unit: string): Figure =>
    factFigure({
      id: `catalog.owned-hardware.${row.id}.${name}`,
      label: `${label}, ${row.name}`,
      value,
      unit,
      source: row.source,
    });
  return {
    servers: fact('servers', 'owned servers', row.servers, '1'),
    purchase: fact('purchase', 'purchase price of a server', row.purchaseUSDPerServer, 'USD'),
    depreciation: fact('depreciation', 'years of depreciation', row.depreciationYears, 'a'),
    power: fact('power', 'draw of a server under load', row.powerKW, 'kW'),
    energyPrice: fact('energy-price', 'price of electricity', row.usdPerKWh, 'USD/kWh'),
    pue: fact('pue', 'PUE of the site', row.pue, '1'),
    people: fact('people', 'people who run the servers', row.people, '1'),
    personCost: fact('person-cost', 'cost of one of them', row.personUSDPerYear, 'USD/a'),
  };
}
