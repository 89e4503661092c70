import { CsvReader, type CsvRecord } from '@app/kernel';
import type { Catalog } from '../catalog';
import type { OwnInstancePrice } from '../overrides/instance-price.row';
import type { Purchase } from '../rows/instance.row';
import { badImport } from './importers.errors';
import { ImportedInstances } from './imported-instances';

/** The columns that say which offer a line is, and what it costs. */
const COLUMNS = [
  ...[
    'TermType',
    'Unit',
    'PricePerUnit',
    'Currency',
    'LeaseContractLength',
    'PurchaseOption',
    'OfferingClass',
  ],
  ...['Instance Type', 'Tenancy', 'Operating System', 'Pre Installed S/W', 'CapacityStatus', 'Region Code'],
] as const;
type Column = (typeof COLUMNS)[number];

/** Lines before the names of the columns: format, disclaimer, publication date, version, offer. */
const MOST_HEAD_LINES = 10;

/**
 * Reads the offer file of AmazonEC2 as CSV (AWS Price List Bulk API,
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html),
 * piece by piece: such a file has hundreds of megabytes. Taken are Linux on shared tenancy without licences, on demand
 * and reserved (standard, no upfront) of instance types that the catalog knows.
 */
export class AwsPriceList {
  private readonly csv = new CsvReader();
  private readonly instances: ImportedInstances;
  private columns: ReadonlyMap<Column, number> | null = null;
  private width = 0;
  private headLines = 0;
  private published: string | null = null;

  constructor(catalog: Catalog) {
    this.instances = new ImportedInstances('aws', catalog);
  }

  push(text: string): void {
    for (const record of this.csv.push(text)) this.take(record);
  }

  /**
   * The rows of an `instance-prices` file. `today` (ISO date) stands where the list names no publication date.
   * @throws import.bad-format when it is no such list
   */
  end(url: string, today: string): OwnInstancePrice[] {
    const isCutOff = this.csv.isInQuotes;
    for (const record of this.csv.end()) this.take(record);
    if (isCutOff) throw badImport('a whole AWS offer file', 'it breaks off within a cell');
    if (this.columns === null)
      throw badImport('an AWS offer file as CSV', 'there is no line with its columns');
    return this.instances.rows({ url, date: this.published ?? today });
  }

  private take({ cells, line }: CsvRecord): void {
    if (this.columns !== null) {
      if (cells.length < this.width) {
        const why = `line ${line} has ${cells.length} of ${this.width} cells`;
        throw badImport('a whole AWS offer file', why);
      }
      return this.takeOffer(cells, this.columns);
    }
    const [name, value] = cells;
    if (name === 'Publication Date') this.published = /^\d{4}-\d{2}-\d{2}/.exec(value ?? '')?.[0] ?? null;
    this.headLines += 1;
    if (!cells.includes('TermType')) {
      if (this.headLines < MOST_HEAD_LINES) return;
      throw badImport('an AWS offer file as CSV', `its first ${MOST_HEAD_LINES} lines name no columns`);
    }
    const missing = COLUMNS.filter((column) => !cells.includes(column));
    if (missing.length > 0)
      throw badImport('an AWS offer file as CSV', `the columns ${missing.join(', ')} are missing`);
    this.width = cells.length;
    this.columns = new Map(COLUMNS.map((column) => [column, cells.indexOf(column)]));
  }

  private takeOffer(cells: readonly string[], columns: ReadonlyMap<Column, number>): void {
    const cell = (column: Column): string => cells[columns.get(column) as number] ?? '';
    const isPlain =
      cell('Currency') === 'USD' &&
      cell('Tenancy') === 'Shared' &&
      cell('Operating System') === 'Linux' &&
      cell('Pre Installed S/W') === 'NA' &&
      cell('CapacityStatus') === 'Used' &&
      cell('Unit') === 'Hrs';
    const purchase = isPlain ? purchaseOf(cell) : null;
    if (purchase === null) return;
    this.instances.note(
      cell('Instance Type'),
      cell('Region Code'),
      purchase,
      Number(cell('PricePerUnit') || Number.NaN),
    );
  }
}

function purchaseOf(cell: (column: Column) => string): Purchase | null {
  if (cell('TermType') === 'OnDemand') return 'on-demand';
  const isWanted =
    cell('TermType') === 'Reserved' &&
    cell('PurchaseOption') === 'No Upfront' &&
    cell('OfferingClass') === 'standard';
  if (!isWanted) return null;
  const terms: Readonly<Record<string, Purchase>> = { '1yr': 'commit-1y', '3yr': 'commit-3y' };
  return terms[cell('LeaseContractLength')] ?? null;
}
