import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { MongoFault } from '../mongo-fault';
import { decode, encode, put } from '../values/document';
import type { Doc } from '../values/document';
import type { IndexSpec } from './collection-index';
import type { Content, Rows } from './content';
import { APART, apartBytesOf } from './content';
import { MOST_HELD_BYTES, NONE } from './layout';

export interface CatalogEntry {
  readonly id: number;
  readonly namespace: string;
  readonly indexes: readonly IndexSpec[];
}

/** Why the data directory cannot be used: one line for a person to act on. */
export class DataDirectoryError extends Error {}

/**
 * The durable half of the server: rows of BSON in one SQLite file. A transaction that has been committed is in the
 * operating system's hands (WAL, synchronous=NORMAL): it survives the death of this process.
 */
export class Disk {
  private readonly db: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  /** @throws DataDirectoryError when the directory is in use, unreadable, corrupt or full. */
  constructor(readonly dataDir: string) {
    try {
      if (dataDir !== ':memory:') mkdirSync(dataDir, { recursive: true });
      this.db = new DatabaseSync(dataDir === ':memory:' ? dataDir : join(dataDir, 'embedded-mongo.sqlite'));
      this.db.exec(`
        PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        -- 16 MiB each: a page that many writes change is copied into the file and synced once for all of them.
        PRAGMA wal_autocheckpoint = 4096; PRAGMA cache_size = -16384;
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY AUTOINCREMENT, namespace TEXT UNIQUE NOT NULL, indexes BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS documents (row INTEGER PRIMARY KEY, collection INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS apart (row INTEGER PRIMARY KEY, names TEXT NOT NULL, fields BLOB NOT NULL);
        COMMIT;`);
    } catch (error) {
      throw new DataDirectoryError(explain(dataDir, error));
    }
  }

  /** Everything there is, in the order it was written. @throws DataDirectoryError when it cannot be read. */
  load(
    collection: (entry: CatalogEntry) => void,
    document: (collection: number, row: number, content: Content) => void,
  ): void {
    try {
      for (const entry of this.statement(
        'SELECT id, namespace, indexes FROM collections ORDER BY id',
      ).iterate()) {
        const { indexes } = decode(entry.indexes as Uint8Array) as { indexes: IndexSpec[] };
        collection({ id: Number(entry.id), namespace: String(entry.namespace), indexes });
      }
      for (const entry of this.statement(LOAD).iterate()) {
        document(Number(entry.collection), Number(entry.row), contentOf(entry as unknown as LoadedRow));
      }
    } catch (error) {
      this.db.close();
      throw new DataDirectoryError(explain(this.dataDir, error));
    }
  }

  begin(): void {
    this.statement('BEGIN').run();
  }

  /** @throws OutOfDiskSpace; then nothing of the transaction is kept. */
  commit(): void {
    this.guard(() => this.statement('COMMIT').run());
  }

  rollback(): void {
    if (this.db.isTransaction) this.statement('ROLLBACK').run();
  }

  createCollection(namespace: string, indexes: readonly IndexSpec[]): number {
    const sql = 'INSERT INTO collections (namespace, indexes) VALUES (?, ?)';
    return this.guard(() => Number(this.statement(sql).run(namespace, encode({ indexes })).lastInsertRowid));
  }

  saveIndexes(id: number, indexes: readonly IndexSpec[]): void {
    this.guard(() =>
      this.statement('UPDATE collections SET indexes = ? WHERE id = ?').run(encode({ indexes }), id),
    );
  }

  dropCollection(id: number): void {
    const rows = 'SELECT row FROM documents WHERE collection = ?';
    this.statement(`DELETE FROM apart WHERE row IN (${rows})`).run(id);
    this.statement('DELETE FROM documents WHERE collection = ?').run(id);
    this.statement('DELETE FROM collections WHERE id = ?').run(id);
  }

  write(collection: number, row: number, { head, apart }: Rows): void {
    this.guard(() => {
      this.statement('INSERT OR REPLACE INTO documents (row, collection, body) VALUES (?, ?, ?)').run(
        row,
        collection,
        head,
      );
      if (apart) {
        const sql = 'INSERT OR REPLACE INTO apart (row, names, fields) VALUES (?, ?, ?)';
        this.statement(sql).run(row, JSON.stringify(apart.names), apart.bytes);
      } else if (apart === null) this.statement('DELETE FROM apart WHERE row = ?').run(row);
    });
  }

  erase(row: number, hasApart: boolean): void {
    this.guard(() => {
      this.statement('DELETE FROM documents WHERE row = ?').run(row);
      if (hasApart) this.statement('DELETE FROM apart WHERE row = ?').run(row);
    });
  }

  /** The fields of a document that are kept apart, one BSON document for each. */
  readApart(row: number): Uint8Array {
    const found = this.guard(() => this.statement('SELECT fields FROM apart WHERE row = ?').get(row));
    if (!found) throw new TypeError(`the fields of row ${row} are not there`);
    return found.fields as Uint8Array;
  }

  /** The rows of documents that should be laid out again: written before fields were kept apart. */
  wholeRows(): { readonly row: number; readonly collection: number }[] {
    const sql =
      'SELECT row, collection FROM documents d WHERE length(body) > ? AND NOT EXISTS (SELECT 1 FROM apart a WHERE a.row = d.row)';
    return this.statement(sql).all(MOST_HELD_BYTES) as { row: number; collection: number }[];
  }

  readWhole(row: number): Doc {
    return decode(this.statement('SELECT body FROM documents WHERE row = ?').get(row)?.body as Uint8Array);
  }

  close(): void {
    this.db.close();
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const prepared = this.db.prepare(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }

  private guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new MongoFault('OutOfDiskSpace', explain(this.dataDir, error));
    }
  }
}

const LOAD = `SELECT d.row, d.collection, d.body, a.names, length(a.fields) AS length
  FROM documents d LEFT JOIN apart a ON a.row = d.row ORDER BY d.row`;

interface LoadedRow {
  readonly body: Uint8Array;
  readonly names: string | null;
  readonly length: number | null;
}

function contentOf({ body, names, length }: LoadedRow): Content {
  const head = decode(body);
  const apart = names === null ? NONE : (JSON.parse(names) as string[]);
  for (const name of apart) put(head, name, APART);
  return { head, headBytes: body.byteLength, apart, apartBytes: apartBytesOf(apart, length ?? 0) };
}

function explain(dataDir: string, error: unknown): string {
  const { errcode, message, code } = error as { errcode?: number; message?: string; code?: string };
  switch ((errcode ?? 0) & 0xff) {
    case 5:
    case 6:
      return `the data directory ${dataDir} is in use by another process: stop it, or choose another directory`;
    case 11:
    case 26:
      return `the data in ${dataDir} is damaged or not a database (${message}): restore a backup or move the directory away`;
    case 13:
      return `no space is left on the disk of ${dataDir}: free some and start again`;
    case 8:
    case 14:
      return `the data directory ${dataDir} cannot be opened (${message}): check that it exists and may be written`;
  }
  if (code === 'ENOSPC') return `no space is left on the disk of ${dataDir}: free some and start again`;
  return `the data directory ${dataDir} cannot be used: ${message ?? String(error)}`;
}
