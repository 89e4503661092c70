import { ownedHardwareFigures, type OwnedHardwareRow } from '@app/catalog';
import { figure, type Figure } from '@app/kernel';
import { HOURS_PER_MONTH } from './billing-month';
import type { CostPart } from './cost-parts';
import { product } from './owned-hardware';

/** What servers of one's own cost: each of them a month, and all of them together. Ids `pricing.owned.<row>.<name>`. */
export interface OwnedServers {
  readonly row: OwnedHardwareRow;
  /** USD/month of one server: write-off, power, maintenance. */
  readonly perServer: readonly CostPart[];
  /** USD/month whatever their number: people, space. Empty where the file says nothing of them. */
  readonly together: readonly CostPart[];
  readonly figures: readonly Figure[];
}

/**
 * The tenant's own servers by its own file: write-off = price x (1 - residual share) / (years x 12), power = kW x PUE x
 * 730 x price, maintenance = price x share / 12, people = people x cost / 12. `pue` stands in where the file has none.
 */
export function priceOwnedServers(row: OwnedHardwareRow, pue: Figure): OwnedServers {
  const facts = ownedHardwareFigures(row);
  const site = facts.pue.value === null ? pue : facts.pue;
  const perServer = serverParts(row, facts, site);
  const together = sharedParts(row, facts);
  return {
    row,
    perServer,
    together,
    figures: [
      ...Object.values(facts),
      ...(site === pue ? [pue] : []),
      ...[...perServer, ...together].map(({ monthly }) => monthly),
    ],
  };
}

type Facts = ReturnType<typeof ownedHardwareFigures>;

function serverParts(row: OwnedHardwareRow, facts: Facts, site: Figure): CostPart[] {
  const kept = 1 - (row.residualShare ?? 0);
  const writeOff = product(
    {
      ...draftOf(row, 'depreciation', 'Write-off of a server'),
      formula: `purchase price x ${kept} / (years x 12)`,
    },
    [facts.purchase],
    facts.depreciation,
    kept / 12,
  );
  const power = product(
    {
      ...draftOf(row, 'power', 'Power of a server'),
      formula: `kW x PUE x ${HOURS_PER_MONTH} h x USD/kWh, under load all month`,
    },
    [facts.power, site, facts.energyPrice],
    null,
    HOURS_PER_MONTH,
  );
  const share = row.maintenanceSharePerYear;
  const maintenance =
    share === null
      ? []
      : [
          product(
            {
              ...draftOf(row, 'maintenance', 'Maintenance of a server'),
              formula: `purchase price x ${share} a year / 12`,
            },
            [facts.purchase],
            null,
            share / 12,
          ),
        ];
  return [
    part('hardware', writeOff),
    part('power', power),
    ...maintenance.map((one) => part('hardware', one)),
  ];
}

function sharedParts(row: OwnedHardwareRow, facts: Facts): CostPart[] {
  const parts: CostPart[] = [];
  if (row.hostingUSDPerMonth !== null) {
    const hosting = figure({
      ...draftOf(row, 'hosting', 'Space for all servers'),
      value: row.hostingUSDPerMonth,
      method: 'sourced',
      sources: [row.source],
    });
    parts.push(part('hardware', hosting));
  }
  if (row.people !== null) {
    const people = product(
      { ...draftOf(row, 'people', 'People who run the servers'), formula: 'people x cost a year / 12' },
      [facts.people, facts.personCost],
      null,
      1 / 12,
    );
    parts.push(part('people', people));
  }
  return parts;
}

function draftOf(row: OwnedHardwareRow, name: string, label: string) {
  return { id: `pricing.owned.${row.id}.${name}`, label: `${label}, ${row.name}`, unit: 'USD/month' };
}

function part(category: CostPart['category'], monthly: Figure): CostPart {
  return { category, monthly, bound: null };
}
