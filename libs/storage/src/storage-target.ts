import { storageKeyInvalid, storageNotSetUp } from './storage.errors';

/** Where files go. */
export type StorageTarget = { readonly kind: 'gridfs' } | ({ readonly kind: 's3' } & S3Target);

export interface S3Target {
  /** Of the server, without a path and without the bucket. */
  readonly endpoint: URL;
  /** Where requests name the bucket: first in the path, or before the name of the host. */
  readonly addressing: 'path' | 'virtual-host';
  readonly region: string;
  readonly bucket: string;
  /** Before every key: empty, or ending in a slash. */
  readonly prefix: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const NAMES: ReadonlySet<string> = new Set(['endpoint', 'region', 'addressing']);
const REGION = /^[a-z0-9-]{1,40}$/;

/**
 * Reads `gridfs` or `s3://bucket[/prefix]?endpoint=https://host[:port]&region=name&addressing=path|virtual-host`. Without
 * an endpoint it is that of Amazon S3 in the region; without a region it is us-east-1; without an addressing it is path.
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
  const unknown = [...url.searchParams.keys()].find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw storageNotSetUp(`it knows ${[...NAMES].join(', ')}, and not ${unknown}`);
  const region = url.searchParams.get('region') ?? 'us-east-1';
  if (!REGION.test(region)) throw storageNotSetUp('the region is not a name such as eu-central-1');
  const endpoint = endpointOf(url.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`);
  const addressing = addressingOf(url.searchParams.get('addressing') ?? 'path', endpoint, url.hostname);
  const folder = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const prefix = folder === '' ? '' : `${folder}/`;
  return { kind: 's3', endpoint, addressing, region, bucket: url.hostname, prefix };
}

/** The address of a file in the bucket. @throws storage.key-invalid */
export function addressOf({ endpoint, addressing, bucket, prefix }: S3Target, key: string): string {
  const parts = `${prefix}${key}`.split('/');
  // Such parts would be taken out of the address, and with them whose file it is.
  if (parts.some((part) => part === '' || part === '.' || part === '..')) throw storageKeyInvalid(key);
  const path = parts.map(encodeURIComponent).join('/');
  if (addressing === 'path') return new URL(`/${bucket}/${path}`, endpoint).href;
  return new URL(`/${path}`, `${endpoint.protocol}//${bucket}.${endpoint.host}`).href;
}

function addressingOf(text: string, endpoint: URL, bucket: string): S3Target['addressing'] {
  if (text === 'path') return text;
  if (text !== 'virtual-host') throw storageNotSetUp('addressing is path or virtual-host');
  if (endpoint.protocol === 'https:' && bucket.includes('.')) {
    throw storageNotSetUp(
      'the certificate of no server covers a bucket with dots as part of its host: use addressing=path',
    );
  }
  return text;
}

function endpointOf(text: string): URL {
  const endpoint = URL.canParse(text) ? new URL(text) : null;
  const isServer = endpoint?.protocol === 'https:' || endpoint?.protocol === 'http:';
  if (!endpoint || !isServer || endpoint.pathname !== '/' || endpoint.search || endpoint.username) {
    throw storageNotSetUp('the endpoint is not an address such as https://s3.example.com, without a path');
  }
  return endpoint;
}
