import { AppError } from '@app/kernel';

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
 * @throws config.invalid saying what is wrong, in words that repeat no secret
 */
export function storageTargetOf(text: string): StorageTarget {
  if (text === 'gridfs') return { kind: 'gridfs' };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:') throw unusable('expected gridfs or s3://bucket');
  if (url.username || url.password) {
    throw unusable('keys go into S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, not into the address');
  }
  if (!BUCKET.test(url.hostname)) throw unusable('the name of the bucket is none that S3 allows');
  const unknown = [...url.searchParams.keys()].find((name) => !NAMES.has(name));
  if (unknown !== undefined) throw unusable(`it knows ${[...NAMES].join(', ')}, and not ${unknown}`);
  const region = url.searchParams.get('region') ?? 'us-east-1';
  if (!REGION.test(region)) throw unusable('the region is not a name such as eu-central-1');
  const endpoint = endpointOf(url.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`);
  const addressing = addressingOf(url.searchParams.get('addressing') ?? 'path', endpoint, url.hostname);
  const folder = folderOf(url.pathname);
  const prefix = folder === '' ? '' : `${folder}/`;
  return { kind: 's3', endpoint, addressing, region, bucket: url.hostname, prefix };
}

function addressingOf(text: string, endpoint: URL, bucket: string): S3Target['addressing'] {
  if (text === 'path') return text;
  if (text !== 'virtual-host') throw unusable('addressing is path or virtual-host');
  if (endpoint.protocol === 'https:' && bucket.includes('.')) {
    throw unusable(
      'the certificate of no server covers a bucket with dots as part of its host: use addressing=path',
    );
  }
  return text;
}

function endpointOf(text: string): URL {
  const endpoint = URL.canParse(text) ? new URL(text) : null;
  const isServer = endpoint?.protocol === 'https:' || endpoint?.protocol === 'http:';
  if (!endpoint || !isServer || endpoint.pathname !== '/' || endpoint.search || endpoint.username) {
    throw unusable('the endpoint is not an address such as https://s3.example.com, without a path');
  }
  return endpoint;
}

function folderOf(path: string): string {
  try {
    return decodeURIComponent(path).replace(/^\/+|\/+$/g, '');
  } catch {
    throw unusable('a % in the name of the folder is written %25');
  }
}

function unusable(detail: string): AppError {
  const message = `${detail}; expected gridfs, or s3://bucket?endpoint=https://s3.example.com&region=eu-central-1 and where needed &addressing=virtual-host`;
  return new AppError({ kind: 'invalid', code: 'config.invalid', message });
}
