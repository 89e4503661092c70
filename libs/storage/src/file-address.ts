import type { S3Target } from '@app/platform';
import { storageKeyInvalid } from './storage.errors';

/** The address of a file in the bucket. @throws storage.key-invalid */
export function addressOf({ endpoint, addressing, bucket, prefix }: S3Target, key: string): string {
  const parts = `${prefix}${key}`.split('/');
  // Such parts would be taken out of the address, and with them whose file it is.
  if (parts.some((part) => part === '' || part === '.' || part === '..')) throw storageKeyInvalid(key);
  const path = parts.map(encodeURIComponent).join('/');
  if (addressing === 'path') return new URL(`/${bucket}/${path}`, endpoint).href;
  return new URL(`/${path}`, `${endpoint.protocol}//${bucket}.${endpoint.host}`).href;
}
