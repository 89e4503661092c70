import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { MAX_DOCUMENT_BYTES } from '../values/document';
import { EncodedList } from '../values/encoded-list';

const BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;

interface Cursor {
  readonly namespace: string;
  readonly docs: Iterator<Uint8Array>;
  /** Read already, not yet sent: whether there is one decides whether the cursor stays open. */
  next: Uint8Array | undefined;
  usedAt: number;
}

/** The results that did not fit in a first batch; each is forgotten ten minutes after its last use. */
export class Cursors {
  private readonly open = new Map<string, Cursor>();

  /** The reply of find and aggregate; documents are asked for when they are sent. */
  first(namespace: string, docs: Iterable<Uint8Array>, batchSize: number, single = false): Doc {
    const cursor: Cursor = { namespace, docs: docs[Symbol.iterator](), next: undefined, usedAt: Date.now() };
    advance(cursor);
    const firstBatch = take(cursor, batchSize);
    let id = Long.ZERO;
    if (cursor.next && !single) {
      id = Long.fromBytesLE([...randomBytes(8)]).and(Long.MAX_VALUE);
      this.open.set(id.toString(), cursor);
    }
    return { cursor: { firstBatch, id, ns: namespace } };
  }

  /** @throws CursorNotFound, and what reading throws; then the cursor is closed. */
  more(id: unknown, namespace: string, batchSize: number): Doc {
    const cursor = this.open.get(String(id));
    if (!cursor || cursor.namespace !== namespace) {
      throw new MongoFault('CursorNotFound', `cursor id ${String(id)} not found`);
    }
    this.open.delete(String(id));
    cursor.usedAt = Date.now();
    const nextBatch = take(cursor, batchSize);
    if (cursor.next) this.open.set(String(id), cursor);
    return { cursor: { nextBatch, id: cursor.next ? id : Long.ZERO, ns: namespace } };
  }

  kill(ids: readonly unknown[]): Doc {
    const cursorsKilled = ids.filter((id) => this.open.delete(String(id)));
    return {
      cursorsKilled,
      cursorsNotFound: ids.filter((id) => !cursorsKilled.includes(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
    };
  }

  sweep(): void {
    for (const [id, { usedAt }] of this.open) if (Date.now() - usedAt > IDLE_MS) this.open.delete(id);
  }

  get size(): number {
    return this.open.size;
  }
}

/** As many documents as asked for, or as fit into one reply. */
function take(cursor: Cursor, most: number): EncodedList {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  for (; cursor.next && batch.length < most; advance(cursor)) {
    bytes += cursor.next.byteLength;
    if (bytes > BATCH_BYTES && batch.length > 0) break;
    batch.push(cursor.next);
  }
  return new EncodedList(batch);
}

/** @throws BSONObjectTooLarge for a result that no reply can hold */
function advance(cursor: Cursor): void {
  const step = cursor.docs.next();
  cursor.next = step.done ? undefined : step.value;
  if (cursor.next && cursor.next.byteLength > MAX_DOCUMENT_BYTES) {
    throw new MongoFault('BSONObjectTooLarge', `a result of ${cursor.next.byteLength} bytes is too large`);
  }
}
