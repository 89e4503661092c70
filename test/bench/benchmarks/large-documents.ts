import { mongo } from 'mongoose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, BenchmarkResult } from '../benchmark';
import type { ChildProgram } from '../child-program';
import type { Lab } from '../lab';
import { monotonicMs } from '../monotonic-clock';
import type { ProcessReading } from '../programs/process-reading';

const TEXT_BYTES = 940_000;
const BATCH = 20;
/** What the server keeps of large fields for the next reader, and as much again for all else. */
const HEAP_AT_MOST_MB = 128;

/** Reports are large: whether the embedded database holds them in memory or on its disk. */
export const largeDocuments: Benchmark = {
  name: 'large-documents',
  title: 'the embedded database with documents of 0.94 MB, beside as many of a kilobyte',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const count = lab.repetitions(1_000, 200);
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-documents-'));
    try {
      const database = await startedIn(directory, lab);
      const empty = await reading(database);
      await filled(database, 'small', { count, bytes: 1_000 });
      const small = await reading(database);
      await filled(database, 'large', { count, bytes: TEXT_BYTES });
      const large = await reading(database);
      await database.ask('close');
      await database.end();
      const beganAt = monotonicMs();
      const again = await startedIn(directory, lab);
      const restartMs = monotonicMs() - beganAt;
      const restarted = await reading(again);
      await again.ask('close');
      return {
        measurements: [
          {
            what: `${count} documents of 1 kB (the yardstick): heap gained`,
            value: small.heapMb - empty.heapMb,
            unit: 'MB',
          },
          {
            what: `${count} documents of ${TEXT_BYTES / 1e6} MB, written and read: heap gained`,
            value: large.heapMb - small.heapMb,
            unit: 'MB',
            better: 'lower',
            aim: { is: '<=', value: HEAP_AT_MOST_MB },
          },
          { what: 'the same after a restart', value: restarted.heapMb, unit: 'MB', better: 'lower' },
          { what: 'resident after a restart', value: restarted.rssMb, unit: 'MB', better: 'lower' },
          { what: 'from its start until it answers', value: restartMs, unit: 'ms', better: 'lower' },
        ],
        notes: ['Heap with what it holds outside of it, after garbage was collected.'],
      };
    } finally {
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

function startedIn(directory: string, lab: Lab): Promise<ChildProgram> {
  return lab.program('database', undefined, { args: [directory], nodeOptions: ['--expose-gc'] });
}

function reading(database: ChildProgram): Promise<ProcessReading> {
  return database.ask<ProcessReading>('reading', { collect: true });
}

/** Writes so many documents and reads each of them once. */
async function filled(
  database: ChildProgram,
  collection: string,
  { count, bytes }: { readonly count: number; readonly bytes: number },
): Promise<void> {
  const client = await mongo.MongoClient.connect(await database.ask<string>('url'));
  try {
    const documents = client.db('documents').collection<{ _id: number; text: string }>(collection);
    for (let first = 0; first < count; first += BATCH) {
      const ids = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => first + index);
      await documents.insertMany(ids.map((_id) => ({ _id, text: `${_id} `.padEnd(bytes, 'report ') })));
    }
    let read = 0;
    for await (const { text } of documents.find({}, { batchSize: BATCH }))
      read += Number(text.length === bytes);
    if (read !== count) throw new Error(`${read} of ${count} documents came back whole`);
  } finally {
    await client.close();
  }
}
