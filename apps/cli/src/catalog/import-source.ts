import {
  AwsPriceList,
  AzureRetailPrices,
  GoogleBillingCatalog,
  loadCatalog,
  modelOfConfig,
  type OverrideFile,
  type OverrideKind,
  type OverrideRows,
} from '@app/catalog';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { unreadableFile } from '../input/input-file.errors';
import { download, type DownloadLimits, USUAL_LIMITS } from './download';
import { badData, badWish, nothingFound, sourceAstray, tooManyPages } from './import.errors';

/** What a person asks an import for. */
export interface ImportWish {
  readonly region?: string;
  readonly model?: string;
  readonly id?: string;
  readonly name?: string;
  readonly license?: string;
  /** 10^9 parameters. */
  readonly params?: string;
  /** Another address than the public one: a mirror. */
  readonly url?: string;
  /** A file that was fetched before. */
  readonly from?: string;
  readonly tokenFile?: string;
}

/** Today (ISO date), where to say what is not in the file, the environment, and what the network may cost. */
export interface ImportContext {
  readonly today: string;
  readonly say?: (line: string) => void;
  readonly inherited?: Readonly<Record<string, string | undefined>>;
  readonly limits?: Partial<DownloadLimits>;
}

export type ImportedFile = Pick<OverrideFile, 'kind' | 'name' | 'asOf' | 'rows'>;

/** The sources there are, by the name that the command line knows them by. */
export const IMPORT_SOURCES: Readonly<
  Record<string, (wish: ImportWish, context: ImportContext) => Promise<ImportedFile>>
> = {
  'aws-ec2': importAws,
  'azure-vm': importAzure,
  'hf-model': importModel,
  'gcp-compute': importGoogle,
};

const GIGABYTE = 1_000_000_000;
const MOST_PAGES = 500;
const REGION = /^[a-z][a-z0-9-]{2,40}$/;
const MODEL = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

async function importAws(wish: ImportWish, context: ImportContext): Promise<ImportedFile> {
  const region = regionOf(wish);
  const url =
    wish.url ??
    `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/${region}/index.csv`;
  const rows = await readText(wish, url, limitsOf(context, 4 * GIGABYTE), async (pieces) => {
    const list = new AwsPriceList(loadCatalog());
    for await (const piece of pieces) list.push(piece);
    return list.end(url, context.today).filter((row) => row.region === region);
  });
  return file('instance-prices', `AWS list prices, ${region}`, rows, context, `price of AWS in ${region}`);
}

async function importAzure(wish: ImportWish, context: ImportContext): Promise<ImportedFile> {
  const region = regionOf(wish);
  const filter = `serviceName eq 'Virtual Machines' and armRegionName eq '${region}'`;
  const query = new URLSearchParams({ 'api-version': '2023-01-01-preview', $filter: filter });
  const first = wish.url ?? `https://prices.azure.com/api/retail/prices?${query.toString()}`;
  const prices = new AzureRetailPrices(loadCatalog());
  let next: string | null = first;
  const seen = new Set<string>();
  while (next !== null) {
    if (seen.size >= MOST_PAGES || seen.has(next)) throw tooManyPages(first, MOST_PAGES);
    const url: string = next;
    seen.add(url);
    // A page is read whole before it counts, so that one that breaks off is asked for again.
    const text = await readText(wish, url, limitsOf(context, 64_000_000), joined);
    const following = prices.page(parsed(wish.from ?? url, text));
    next = wish.from === undefined ? onSameHost(following, first) : null;
  }
  const rows = prices.end(first, context.today).filter((row) => row.region === region);
  return file(
    'instance-prices',
    `Azure list prices, ${region}`,
    rows,
    context,
    `price of Azure in ${region}`,
  );
}

/** The service Compute Engine of the Cloud Billing Catalog. */
const COMPUTE_ENGINE = 'https://cloudbilling.googleapis.com/v1/services/6F81-5844-456A/skus';

async function importGoogle(wish: ImportWish, context: ImportContext): Promise<ImportedFile> {
  const region = regionOf(wish);
  const first = wish.url ?? COMPUTE_ENGINE;
  const headers = await googleHeaders(wish, context);
  const prices = new GoogleBillingCatalog(loadCatalog(), region);
  const seen = new Set<string>();
  let token: string | null = '';
  while (token !== null) {
    if (seen.size >= MOST_PAGES || seen.has(token)) throw tooManyPages(first, MOST_PAGES);
    seen.add(token);
    const url = pageOf(first, token);
    const text = await readText(wish, url, limitsOf(context, 64_000_000), joined, headers);
    token = prices.page(parsed(wish.from ?? url, text));
    if (wish.from !== undefined) token = null;
  }
  const { rows, unknown } = prices.end({ url: first, date: context.today });
  for (const line of unknown) context.say?.(`not known: ${line}`);
  const name = `Google Cloud list prices, ${region}`;
  return file('instance-prices', name, rows, context, `price of Google Cloud in ${region}`);
}

function pageOf(first: string, token: string): string {
  const url = new URL(first);
  url.searchParams.set('currencyCode', 'USD');
  url.searchParams.set('pageSize', '5000');
  if (token !== '') url.searchParams.set('pageToken', token);
  return url.href;
}

/** The key goes into a header: addresses are printed, logged and kept as a source. */
async function googleHeaders(
  wish: ImportWish,
  { inherited }: ImportContext,
): Promise<Record<string, string>> {
  const { from, tokenFile, url } = wish;
  if (from !== undefined) return {};
  const given =
    tokenFile === undefined
      ? inherited?.GOOGLE_API_KEY
      : await onRead(tokenFile, () => readFile(tokenFile, 'utf8'));
  const key = given?.trim() ?? '';
  if (key === '' && url === undefined) {
    throw badWish(
      'gcp-compute wants an API key of Google Cloud: in the variable GOOGLE_API_KEY, or in a file that --token-file names.',
    );
  }
  if (/[^\x21-\x7e]/.test(key)) throw badWish('The API key has characters that no key has.');
  return key === '' ? {} : { 'X-Goog-Api-Key': key };
}

async function importModel(wish: ImportWish, context: ImportContext): Promise<ImportedFile> {
  const { model } = wish;
  if (model === undefined || !MODEL.test(model))
    throw badWish('--model names it as the hub does: organisation/model.');
  const [organisation, title] = model.split('/') as [string, string];
  const params = wish.params === undefined ? undefined : Number(wish.params);
  if (params !== undefined && !(params > 0))
    throw badWish('--params is a number of 10^9 parameters above 0.');
  const url = wish.url ?? `https://huggingface.co/${model}/resolve/main/config.json`;
  const text = await readText(wish, url, limitsOf(context, 4_000_000), joined);
  const row = modelOfConfig(parsed(url, text), {
    id: wish.id ?? title.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-'),
    name: wish.name ?? title,
    organisation,
    license: wish.license ?? 'not stated',
    totalParamsB: params,
    source: { url, date: context.today },
  });
  return file('models', `Model ${model}`, [row], context, 'model');
}

async function readText<T>(
  wish: ImportWish,
  url: string,
  limits: DownloadLimits,
  read: (pieces: AsyncIterable<string>) => Promise<T>,
  headers?: Readonly<Record<string, string>>,
): Promise<T> {
  const { from, tokenFile } = wish;
  if (from !== undefined) {
    return onRead(from, () => read(createReadStream(from, 'utf8') as AsyncIterable<string>));
  }
  if (headers !== undefined || tokenFile === undefined) return download(url, read, limits, headers);
  const token = (await onRead(tokenFile, () => readFile(tokenFile, 'utf8'))).trim();
  return download(url, read, limits, { Authorization: `Bearer ${token}` });
}

async function onRead<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : unreadableFile(path, error);
  }
}

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

function parsed(url: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badData(url, 'it is no JSON, or breaks off');
  }
}

/** A list that sends its reader elsewhere is not followed. */
function onSameHost(next: string | null, first: string): string | null {
  const origin = next === null ? null : URL.parse(next)?.origin;
  if (next === null || origin === URL.parse(first)?.origin) return next;
  throw sourceAstray(first, `a next page on another host, ${origin ?? next}`);
}

function regionOf({ region }: ImportWish): string {
  if (region !== undefined && REGION.test(region)) return region;
  throw badWish('--region names a region as the provider writes it, such as eu-west-1 or westeurope.');
}

function limitsOf({ limits }: ImportContext, mostBytes: number): DownloadLimits {
  return { ...USUAL_LIMITS, mostBytes, ...limits };
}

function file<Kind extends OverrideKind>(
  kind: Kind,
  name: string,
  rows: ReadonlyArray<OverrideRows[Kind]>,
  { today }: ImportContext,
  what: string,
): ImportedFile {
  if (rows.length === 0) throw nothingFound(what);
  return { kind, name, asOf: today, rows };
}
