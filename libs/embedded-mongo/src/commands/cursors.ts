import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { sizeOf } from '../values/document';

const BATCH_BYTES = 16 * 1024 * 1024;
const IDLE_MS = 10 * 60_000;

interface Cursor {
  readonly namespace: string;
  readonly docs: readonly Doc[];
  at: number;
  usedAt: number;
}

/** The results that did not fit in a first batch; each is forgotten ten minutes after its last use. */
export class Cursors {
  private readonly open = new Map<string, Cursor>();

  /** The reply of find and aggregate. */
  first(namespace: string, docs: readonly Doc[], batchSize: number, single = false): Doc {
    const cursor: Cursor = { namespace, docs, at: 0, usedAt: Date.now() };
    const firstBatch = take(cursor, batchSize);
    let id = Long.ZERO;
    if (cursor.at < docs.length && !single) {
      id = Long.fromBytesLE([...randomBytes(8)]).and(Long.MAX_VALUE);
      this.open.set(id.toString(), cursor);
    }
    return { cursor: { firstBatch, id, ns: namespace } };
  }

  /** @throws CursorNotFound */
  more(id: unknown, namespace: string, batchSize: number): Doc {
    const cursor = this.open.get(String(id));
    if (!cursor || cursor.namespace !== namespace) {
      throw new MongoFault('CursorNotFound', `cursor id ${String(id)} not found`);
    }
    cursor.usedAt = Date.now();
    const nextBatch = take(cursor, batchSize);
    const done = cursor.at >= cursor.docs.length;
    if (done) this.open.delete(String(id));
    return { cursor: { nextBatch, id: done ? Long.ZERO : id, ns: namespace } };
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
function take(cursor: Cursor, most: number): Doc[] {
  const batch: Doc[] = [];
  let bytes = 0;
  while (batch.length < most) {
    const doc = cursor.docs[cursor.at];
    if (!doc) break;
    bytes += sizeOf(doc);
    if (bytes > BATCH_BYTES && batch.length > 0) break;
    batch.push(doc);
    cursor.at++;
  }
  return batch;
}
