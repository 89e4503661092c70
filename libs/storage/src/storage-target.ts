import { storageNotSetUp } from './storage.errors';

/** Where files go. */
export type StorageTarget = { readonly kind: 'gridfs' } | ({ readonly kind: 's3' } & S3Target);

export interface S3Target {
  /** Of the server, without a path: buckets are named in the path of each request. */
  readonly endpoint: URL;
  readonly region: string;
  readonly bucket: string;
  /** Before every key: empty, or ending in a slash. */
  readonly prefix: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const REGION = /^[a-z0-9-]{1,40}$/;

/**
 * Reads `gridfs` or `s3://bucket[/prefix]?endpoint=https://host[:port]&region=name`. Without an endpoint it is that of
 * Amazon S3 in the region; without a region it is us-east-1.
 * @throws storage.not-set-up
 */
export function storageTargetOf(text: string): StorageTarget {
  if (text === 'gridfs') return { kind: 'gridfs' };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:') throw storageNotSetUp('expected gridfs or s3://bucket');
  if (url.username || url.password) {
    throw storageNotSetUp('keys go into S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, not into the address');
  }
  if (!BUCKET.test(url.hostname)) throw storageNotSetUp('the name of the bucket is none that S3 allows');
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'endpoint' && name !== 'region');
  if (unknown !== undefined) throw storageNotSetUp(`it knows endpoint and region, and not ${unknown}`);
  const region = url.searchParams.get('region') ?? 'us-east-1';
  if (!REGION.test(region)) throw storageNotSetUp('the region is not a name such as eu-central-1');
  const endpoint = endpointOf(url.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`);
  const folder = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return { kind: 's3', endpoint, region, bucket: url.hostname, prefix: folder === '' ? '' : `${folder}/` };
}

function endpointOf(text: string): URL {
  const endpoint = URL.canParse(text) ? new URL(text) : null;
  const isServer = endpoint?.protocol === 'https:' || endpoint?.protocol === 'http:';
  if (!endpoint || !isServer || endpoint.pathname !== '/' || endpoint.search || endpoint.username) {
    throw storageNotSetUp('the endpoint is not an address such as https://s3.example.com, without a path');
  }
  return endpoint;
}
