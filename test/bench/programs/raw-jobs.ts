// BullMQ and the database's driver with nothing in between: jobs that write as much as a run writes, and no more.
import { Worker } from 'bullmq';
import type { Connection } from 'mongoose';
import { createConnection } from 'mongoose';
import { monotonicMs } from '../monotonic-clock';
import { answerQuestions } from './answers';
import type { WriteCount, WriteProfile } from './write-counter';

export interface RawJobsOrder {
  readonly mongoUrl: string;
  readonly redis: { readonly host: string; readonly port: number };
  readonly prefix: string;
  readonly queue: string;
  readonly concurrency: number;
  readonly lockMs: number;
  readonly stalledCheckMs: number;
  /** What one job writes. */
  readonly profile: WriteProfile;
}

async function main(): Promise<void> {
  const order = JSON.parse(process.argv[2] ?? '') as RawJobsOrder;
  const connection = await createConnection(order.mongoUrl, { w: 'majority', journal: true }).asPromise();
  const records = rawRecords(connection);
  let ended = 0;
  let lastEndedAt = 0;
  let awake: () => void = () => undefined;
  const worker = new Worker(order.queue, (job) => writeAsRun(records, order.profile, job.id ?? ''), {
    connection: { ...order.redis, maxRetriesPerRequest: null },
    prefix: order.prefix,
    concurrency: order.concurrency,
    lockDuration: order.lockMs,
    stalledInterval: order.stalledCheckMs,
  });
  worker.on('completed', () => {
    ended += 1;
    lastEndedAt = monotonicMs();
    awake();
  });
  worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
  worker.on('failed', (_job, error) => process.stderr.write(`${error.stack}\n`));
  await worker.waitUntilReady();
  answerQuestions({
    ended: async (count: number) => {
      while (ended < count) await new Promise<void>((resolve) => (awake = resolve));
      ended -= count;
      return lastEndedAt;
    },
    stop: async () => {
      await worker.close();
      await connection.close();
    },
  });
}

/** One document of a raw job. */
interface RawRecord {
  readonly _id: string;
  readonly n?: number;
  readonly filler?: string;
}

const rawRecords = (connection: Connection) => connection.getClient().db().collection<RawRecord>('raw');

/** Writes what the profile says: what moves a record one after the other, what makes and fills records all at once. */
async function writeAsRun(
  records: ReturnType<typeof rawRecords>,
  { insert, update, findAndModify, delete: remove }: WriteProfile,
  jobId: string,
): Promise<void> {
  await Promise.all(
    Array.from({ length: insert?.commands ?? 0 }, (_command, index) => {
      const documents = Array.from({ length: documentsOf(insert) }, (_, n) => ({
        _id: `${jobId}:${index}:${n}`,
        n: 0,
        filler: filler(insert),
      }));
      return records.insertMany(documents, { ordered: false });
    }),
  );
  const first = { _id: `${jobId}:0:0` };
  await Promise.all(
    Array.from({ length: update?.commands ?? 0 }, () => {
      const one = { updateOne: { filter: first, update: { $set: { filler: filler(update) } } } };
      return records.bulkWrite(
        Array.from({ length: documentsOf(update) }, () => one),
        { ordered: false },
      );
    }),
  );
  await times(findAndModify, () =>
    records.findOneAndUpdate(first, { $inc: { n: 1 }, $set: { filler: filler(findAndModify) } }),
  );
  await times(remove, (index) => records.deleteOne({ _id: `${jobId}:none:${index}` }));
}

async function times(
  count: WriteCount | undefined,
  write: (index: number) => Promise<unknown>,
): Promise<void> {
  for (let index = 0; index < (count?.commands ?? 0); index += 1) await write(index);
}

/** Documents of one command. */
function documentsOf(count: WriteCount | undefined): number {
  return count ? Math.round(count.documents / count.commands) : 0;
}

/** As many letters as a document of the product has bytes. */
function filler(count: WriteCount | undefined): string {
  return count ? 'x'.repeat(Math.round(count.bytes / Math.max(1, count.documents))) : '';
}

void main();
