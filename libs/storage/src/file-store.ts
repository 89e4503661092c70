import type { Readable } from 'node:stream';

/** What came of storing a file. */
export interface StoredFile {
  readonly key: string;
  readonly bytes: number;
  /** Of the content, hexadecimal. */
  readonly sha256: string;
}

/** Bytes of a file, both ends included, counted from 0. */
export interface FileSlice {
  readonly first: number;
  readonly last: number;
}

/**
 * Keeps files of tenants. A key is made by its owner (`reports/<id>.pdf`) and belongs to its tenant: the same key of
 * another tenant is another file. A file is replaced as a whole.
 */
export abstract class FileStore {
  /**
   * Stores a file, in place of one of the same key. It is there once this resolves, and not in part before.
   *
   * @throws storage.unavailable
   */
  abstract put(
    tenantId: string,
    key: string,
    content: Readable | Uint8Array,
    contentType: string,
  ): Promise<StoredFile>;

  /** The content, or a slice of it, as it comes. @throws storage.file-not-found, storage.unavailable */
  abstract open(tenantId: string, key: string, slice?: FileSlice): Promise<Readable>;

  /** Forgets a file; one that is not there is forgotten already. @throws storage.unavailable */
  abstract remove(tenantId: string, key: string): Promise<void>;
}
