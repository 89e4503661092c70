import type { mongo } from 'mongoose';
import { createHash } from 'node:crypto';

/** A report that a client was told of. */
export interface ToldReport {
  readonly reportId: string;
  readonly runId: string;
  /** What was asked for, as one word: equal wishes of a run are one report. */
  readonly wish: string;
}

/** A report as the database holds it. */
export interface ReportRecord {
  readonly _id: string;
  readonly tenantId: string;
  readonly runId: string;
  readonly format: string;
  readonly template: string;
  readonly state: string;
  readonly epoch: number;
  readonly file: { readonly key: string; readonly bytes: number; readonly sha256: string } | null;
}

/** A file that is stored, by what is in it. */
export interface StoredContent {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is left of reports when everything is quiet again, read past all code of the product. */
export interface ReportEvidence {
  readonly told: readonly ToldReport[];
  readonly records: readonly ReportRecord[];
  readonly files: readonly StoredContent[];
  /** Files of which there are pieces alone: their worker died while it stored them. */
  readonly brokenOff: number;
}

type GridFile = StoredContent & { readonly _id: mongo.ObjectId; readonly filename: string };

/** Reads the records and the files of all reports. */
export async function readReports(db: mongo.Db, told: readonly ToldReport[]): Promise<ReportEvidence> {
  const records = await db.collection<ReportRecord>('reportFiles').find({}).toArray();
  const entries = await db.collection<GridFile>('files.files').find({}).toArray();
  const pieces = db.collection<{ files_id: mongo.ObjectId; n: number; data: mongo.Binary }>('files.chunks');
  const files: StoredContent[] = [];
  for (const { _id, filename } of entries) {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const { data } of pieces.find({ files_id: _id }).sort({ n: 1 })) {
      hash.update(data.buffer);
      bytes += data.length();
    }
    files.push({ name: filename, bytes, sha256: hash.digest('hex') });
  }
  const loose = await pieces.distinct('files_id', { files_id: { $nin: entries.map(({ _id }) => _id) } });
  return { told, records, files, brokenOff: loose.length };
}
