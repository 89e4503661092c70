/** A bill's row, whoever wrote the bill. */
export interface BillCells {
  /** As in the file: a month, a day or a time; `end` is empty where the file has none. */
  readonly start: string;
  readonly end: string;
  readonly service: string;
  readonly region: string;
  readonly amount: string;
  readonly currency: string;
  readonly provider: string;
  readonly instanceType: string;
}

/** How one kind of bill names its columns; each list holds the names that one thing goes by, the best first. */
interface BillLayout {
  readonly name: string;
  /** Whose bill it is, where no column says so. */
  readonly provider: string;
  readonly columns: Readonly<Record<keyof BillCells, readonly string[]>>;
  /** Whether every row must name a region; exports leave it out where a service has none. */
  readonly isExport: boolean;
}

const NONE: readonly string[] = [];

/**
 * Bills that are read as they are exported. Names of columns are compared without regard to case.
 *
 * Own: docs/uploads.md. FOCUS: https://focus.finops.org/focus-specification. AWS: Cost and Usage Report, Data Exports
 * (https://docs.aws.amazon.com/cur/latest/userguide/data-dictionary.html). Azure: cost details
 * (https://learn.microsoft.com/azure/cost-management-billing/automate/understand-usage-details-fields). Google: Cloud
 * Billing export (https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage).
 */
export const BILL_LAYOUTS: readonly BillLayout[] = [
  layout('this product', '', false, {
    start: ['month'],
    end: NONE,
    service: ['service'],
    region: ['region'],
    amount: ['amount_usd'],
    currency: NONE,
    provider: ['provider'],
    instanceType: ['instance_type'],
  }),
  layout('FOCUS', '', true, {
    start: ['ChargePeriodStart'],
    end: ['ChargePeriodEnd'],
    service: ['ServiceName'],
    region: ['RegionId', 'Region'],
    amount: ['BilledCost'],
    currency: ['BillingCurrency'],
    provider: ['ProviderName'],
    instanceType: ['x_InstanceType'],
  }),
  layout('AWS Cost and Usage Report', 'aws', true, {
    start: ['lineItem/UsageStartDate', 'line_item_usage_start_date'],
    end: ['lineItem/UsageEndDate', 'line_item_usage_end_date'],
    service: ['lineItem/ProductCode', 'line_item_product_code'],
    region: ['product/regionCode', 'product/region', 'product_region_code', 'product_region'],
    amount: ['lineItem/UnblendedCost', 'line_item_unblended_cost'],
    currency: ['lineItem/CurrencyCode', 'line_item_currency_code'],
    provider: NONE,
    instanceType: ['product/instanceType', 'product_instance_type'],
  }),
  layout('Azure cost details', 'azure', true, {
    start: ['Date', 'UsageDateTime'],
    end: NONE,
    service: ['MeterCategory'],
    region: ['ResourceLocation'],
    amount: ['CostInBillingCurrency', 'Cost', 'PreTaxCost'],
    currency: ['BillingCurrencyCode', 'BillingCurrency', 'Currency'],
    provider: NONE,
    instanceType: ['AdditionalInfo'],
  }),
  layout('Google Cloud Billing export', 'gcp', true, {
    start: ['usage_start_time'],
    end: ['usage_end_time'],
    service: ['service.description', 'service_description'],
    region: ['location.region', 'location_region'],
    amount: ['cost'],
    currency: ['currency'],
    provider: NONE,
    instanceType: NONE,
  }),
];

/** Columns without which a bill of any layout is none. */
const NEEDED = ['start', 'service', 'region', 'amount'] as const;

/** Reads cells by the columns of a file. */
export interface BillReader {
  readonly layout: BillLayout;
  readonly cellsOf: (cells: readonly string[]) => BillCells;
  /** The column of the file that a thing stands in. */
  readonly columnOf: (thing: keyof BillCells) => string;
}

/** The reader of the first layout whose columns a file has; null where it has those of none. */
export function billReader(columns: readonly string[]): BillReader | null {
  const at = new Map(columns.map((name, index) => [name.trim().toLowerCase(), index]));
  for (const one of BILL_LAYOUTS) {
    const place = (thing: keyof BillCells): number | undefined =>
      one.columns[thing].map((name) => at.get(name.toLowerCase())).find((index) => index !== undefined);
    if (NEEDED.some((thing) => place(thing) === undefined)) continue;
    const cellOf = (cells: readonly string[], thing: keyof BillCells): string =>
      (cells[place(thing) ?? -1] ?? '').trim();
    return {
      layout: one,
      columnOf: (thing) => columns[place(thing) ?? -1] ?? '',
      cellsOf: (cells) => ({
        start: cellOf(cells, 'start'),
        end: cellOf(cells, 'end'),
        service: cellOf(cells, 'service').slice(0, 200),
        region: regionOf(cellOf(cells, 'region'), one),
        amount: cellOf(cells, 'amount'),
        currency: cellOf(cells, 'currency'),
        provider: providerOf(cellOf(cells, 'provider'), one),
        instanceType: instanceTypeOf(cellOf(cells, 'instanceType')),
      }),
    };
  }
  return null;
}

/** What a file must have to be a bill, in words. */
export function expectedColumns(): string {
  const [own, ...exported] = BILL_LAYOUTS;
  const names = NEEDED.map((thing) => own?.columns[thing][0]).join(', ');
  return `the columns ${names}, or those of an export (${exported.map(({ name }) => name).join(', ')})`;
}

/** Azure writes the size of a machine into a column of JSON. */
function instanceTypeOf(cell: string): string {
  if (!cell.startsWith('{')) return cell.slice(0, 200);
  return (/"ServiceType"\s*:\s*"([\w.-]{1,200})"/.exec(cell)?.[1] ?? '').slice(0, 200);
}

/** Azure says "EU West" and "westeurope" of one region; the second is its name. */
function regionOf(cell: string, { provider, isExport }: BillLayout): string {
  const region = provider === 'azure' ? cell.toLowerCase().replaceAll(' ', '') : cell;
  return (region === '' && isExport ? 'global' : region).slice(0, 200);
}

/** By the ids of the catalog: exports write out names. */
function providerOf(cell: string, { provider }: BillLayout): string {
  const name = cell.toLowerCase();
  if (/^(aws|amazon)/.test(name)) return 'aws';
  if (/^(azure|microsoft)/.test(name)) return 'azure';
  if (/^(gcp|google)/.test(name)) return 'gcp';
  return (name === '' ? provider : name).slice(0, 200);
}

function layout(
  name: string,
  provider: string,
  isExport: boolean,
  columns: BillLayout['columns'],
): BillLayout {
  return { name, provider, isExport, columns };
}
