import { factFigure, type Catalog, type ManagedServiceRow } from '@app/catalog';
import { figure, type Figure, unknownFigure } from '@app/kernel';
import { HOURS_PER_MONTH } from './billing-month';
import type { CostCategory } from './cost-category';
import type { CostPart } from './cost-parts';
import { tieredCost } from './tiered-price';

/** A service that any platform needs, whoever sells it. */
export interface PlatformRole {
  readonly role: string;
  readonly label: string;
  readonly category: CostCategory;
  /** Category of the catalog and the name that each provider gives the service. */
  readonly service: string;
  readonly names: Readonly<Record<string, string>>;
  /** Units of the price list, with what one of them is in units of the need. */
  readonly units: Readonly<Record<string, number>>;
}

const HOURLY = { hour: HOURS_PER_MONTH, 'cluster-hour': HOURS_PER_MONTH, 'rule-hour': HOURS_PER_MONTH };

/** The services that are priced for every hosted workload, with the names of their list prices. */
export const PLATFORM_ROLES = [
  {
    role: 'egress',
    label: 'Traffic to the internet',
    category: 'egress',
    service: 'egress',
    names: {
      aws: 'Internet egress',
      azure: 'Internet egress (North America/Europe, Microsoft network)',
      gcp: 'Internet egress, premium tier (worldwide excl. Asia, Australia)',
    },
    units: { GB: 1 },
  },
  {
    role: 'object-storage',
    label: 'Object storage of weights, documents and backups',
    category: 'storage',
    service: 'object-storage',
    names: { aws: 'S3 Standard', azure: 'Blob Standard Hot GRS', gcp: 'Cloud Storage Standard' },
    units: { 'GB-month': 1 },
  },
  {
    role: 'control-plane',
    label: 'Kubernetes control plane',
    category: 'control-plane',
    service: 'kubernetes',
    names: {
      aws: 'EKS control plane',
      azure: 'AKS Standard tier (uptime SLA)',
      gcp: 'GKE cluster management fee',
    },
    units: HOURLY,
  },
  {
    role: 'load-balancer',
    label: 'Load balancer',
    category: 'network',
    service: 'load-balancer',
    names: { aws: 'Application Load Balancer', azure: 'Application Gateway WAF v2', gcp: 'Forwarding rule' },
    units: HOURLY,
  },
  {
    role: 'nat',
    label: 'NAT gateway',
    category: 'network',
    service: 'network',
    names: { aws: 'NAT gateway', azure: 'NAT gateway' },
    units: HOURLY,
  },
  {
    role: 'logs',
    label: 'Ingestion of logs',
    category: 'observability',
    service: 'logging',
    names: {
      aws: 'CloudWatch Logs ingestion',
      azure: 'Log Analytics pay-as-you-go ingestion',
      gcp: 'Cloud Logging ingestion',
    },
    units: { GB: 1, GiB: 1 / 1.073741824 },
  },
  {
    role: 'registry',
    label: 'Registry of images',
    category: 'storage',
    service: 'registry',
    names: { aws: 'ECR storage', gcp: 'Artifact Registry storage' },
    units: { 'GB-month': 1 },
  },
  {
    role: 'keys',
    label: 'Managed encryption key',
    category: 'managed-services',
    service: 'key-management',
    names: {
      aws: 'KMS key',
      azure: 'Key Vault HSM-protected key',
      gcp: 'KMS HSM key version (first 2K)',
    },
    units: { 'key-month': 1 },
  },
] as const satisfies readonly PlatformRole[];
export type PlatformRoleName = (typeof PLATFORM_ROLES)[number]['role'];

/** Where the platform stands and how much of each service it needs. */
export interface PlatformNeed {
  /** Ids begin with `pricing.<scope>.platform`. */
  readonly scope: string;
  readonly provider: string;
  readonly region: string;
  /** In GB, GB-months or pieces, by role. */
  readonly amounts: Readonly<Record<PlatformRoleName, Figure>>;
}

/** A bill line of a service with the list price it rests on. */
export interface PlatformPart extends CostPart {
  readonly role: PlatformRoleName | 'database' | 'database-storage' | 'cache';
  readonly row: ManagedServiceRow | null;
  /** The price is that of another region of the provider, for the catalog has none of this one. */
  readonly elsewhere: boolean;
  readonly figures: readonly Figure[];
}

/** Prices every role of a platform at a provider. What the provider's list does not name stays unknown, with a bound. */
export function pricePlatform(need: PlatformNeed, catalog: Catalog): PlatformPart[] {
  return PLATFORM_ROLES.map((role) => pricedRole(role, need, need.amounts[role.role], catalog));
}

/** Disks of a managed database, one for each instance; backups are not in their price. */
const DATABASE_STORAGE = {
  role: 'database-storage',
  label: 'Disks of the managed database',
  category: 'storage',
  service: 'managed-db-storage',
  names: {
    aws: 'RDS gp2/gp3 storage Single-AZ',
    azure: 'PostgreSQL Flexible storage',
    gcp: 'Cloud SQL SSD zonal',
  },
  units: { 'GB-month': 1 },
} as const satisfies PlatformRole;

/** Prices the disks of a managed database: `amount` in GB, of all instances together. */
export function priceDatabaseStorage(
  need: Pick<PlatformNeed, 'scope' | 'provider' | 'region'>,
  amount: Figure,
  catalog: Catalog,
): PlatformPart {
  return pricedRole(DATABASE_STORAGE, need, amount, catalog);
}

function pricedRole(
  role: PlatformRole & { readonly role: PlatformPart['role'] },
  need: Pick<PlatformNeed, 'scope' | 'provider' | 'region'>,
  amount: Figure,
  catalog: Catalog,
): PlatformPart {
  const listed = rowsOf(role, catalog);
  const own = listed.filter((row) => row.provider === need.provider);
  const here = own.find((row) => row.region === need.region);
  const row = here ?? own[0] ?? null;
  const id = `pricing.${need.scope}.platform.${role.role}`;
  const draft = { id, label: role.label, unit: 'USD/month', method: 'computed' as const };
  const bound = boundOf(role, listed, amount, id);
  const base = { role: role.role, category: role.category, row, elsewhere: row !== null && !here };
  if (row === null && amount.value === 0) {
    // None of it costs nothing, at whatever price; what there may be of it is bounded by the dearest one.
    const monthly = figure({
      ...draft,
      value: 0,
      low: 0,
      high: bound?.value ?? null,
      formula:
        'none of it is needed; at the high end, the amount there may be x dearest price of the same service',
      inputs: [amount.id],
      sources: bound?.sources ?? [],
    });
    return { ...base, monthly, bound: null, figures: [amount, monthly] };
  }
  if (row === null || amount.value === null) {
    const monthly = unknownFigure({
      ...draft,
      formula: 'amount x price',
      inputs: [amount.id],
      reason: amount.unknown ?? `the catalog lists no price of it at ${need.provider}`,
    });
    return { ...base, monthly, bound, figures: [amount, monthly, ...(bound ? [bound] : [])] };
  }
  const price = listPriceFigure(row);
  // A price of another region stands in with the range of all that the catalog lists for the same service.
  const others = here ? [row] : listed;
  const at = (rows: readonly ManagedServiceRow[], end: 'low' | 'high'): number =>
    rows
      .map((entry) => costOf(role, entry, amount[end] ?? amount.value ?? 0))
      .reduce((best, cost) => (end === 'low' ? Math.min(best, cost) : Math.max(best, cost)));
  const ranged = !here || amount.low !== null || amount.high !== null;
  const monthly = figure({
    ...draft,
    value: costOf(role, row, amount.value),
    ...(ranged ? { low: at(others, 'low'), high: at(others, 'high') } : {}),
    formula: `${row.tiers ? 'amount x price of each tier' : `amount x price${hourly(row) ? ` x ${HOURS_PER_MONTH} h` : ''}`}${here ? '' : `; the price of ${row.region} stands in for ${need.region}, its range is that of all listed prices of the service`}`,
    inputs: [amount.id, price.id],
    sources: [row.source],
  });
  return { ...base, monthly, bound: null, figures: [amount, price, monthly] };
}

function rowsOf(role: PlatformRole, catalog: Catalog): ManagedServiceRow[] {
  return catalog
    .managedServicesWith({ category: role.service })
    .filter((row) => role.names[row.provider] === row.service && role.units[row.unit] !== undefined);
}

function hourly(row: ManagedServiceRow): boolean {
  return row.unit.endsWith('hour');
}

function costOf(role: PlatformRole, row: ManagedServiceRow, amount: number): number {
  return tieredCost(row, amount * (role.units[row.unit] ?? 1));
}

function boundOf(
  role: PlatformRole,
  listed: readonly ManagedServiceRow[],
  amount: Figure,
  id: string,
): Figure | null {
  const most = amount.high ?? amount.value;
  if (most === null || listed.length === 0) return null;
  const costs = listed.map((row) => costOf(role, row, most));
  return figure({
    id: `${id}.bound`,
    label: `${role.label}, at the dearest listed price`,
    value: Math.max(...costs),
    unit: 'USD/month',
    method: 'computed',
    formula: 'amount x dearest price of the same service at any provider',
    inputs: [amount.id],
    sources: listed.map((row) => row.source),
  });
}

/** The list price of a managed service. */
export function listPriceFigure(row: ManagedServiceRow): Figure {
  return factFigure({
    id: `catalog.managed-service.${row.id.replaceAll(' ', '-').replaceAll(/[^A-Za-z0-9./-]/g, '')}`,
    label: `${row.service} in ${row.region}${row.tiers ? ', first tier' : ''}`,
    value: row.priceUSD,
    unit: `USD/${row.unit}`,
    source: row.source,
  });
}
