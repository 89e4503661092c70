import { GroupedWrites, isDuplicateKey } from '@app/database';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { mongo } from 'mongoose';
import type { ReportDocument } from './document-tree';
import { packText, unpackText } from './packed-text';
import { REPORT_DOCUMENT_MODEL, type ReportDocumentRecord } from './report-document.schema';
import { reportTooLarge } from './reports.errors';

/** A database document may have 16 MiB; the rest is for its other fields. */
const MAX_BYTES = 15 * 1024 * 1024;

/** A stored report with the hash of its content, which serves as its entity tag. */
export interface StoredReport {
  readonly document: ReportDocument;
  readonly contentHash: string;
}

/** A report as it is read elsewhere: its JSON, packed. */
export interface PackedReport {
  /** Of the JSON, as in `SealedReport`. */
  readonly contentHash: string;
  /** For `unpackText`. */
  readonly packed: Uint8Array;
}

/** A report in the text that is stored of it. */
export interface SealedReport {
  readonly runId: string;
  readonly content: string;
  readonly contentHash: string;
}

/** @throws report.too-large when the database could not hold it */
export function sealReport(document: ReportDocument): SealedReport {
  // Built from the same facts, the tree has its keys in the same order.
  const content = JSON.stringify(document);
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_BYTES) throw reportTooLarge(document.runId, bytes, MAX_BYTES);
  const contentHash = createHash('sha256').update(content).digest('hex');
  return { runId: document.runId, content, contentHash };
}

/** The reports of runs, one each. Renderings are made from them on demand. */
@Injectable()
export class ReportDocumentRepository {
  private readonly writes: GroupedWrites<ReportDocumentRecord>;

  constructor(@InjectModel(REPORT_DOCUMENT_MODEL) private readonly reports: Model<ReportDocumentRecord>) {
    this.writes = new GroupedWrites(reports);
  }

  /** Stores the report of its run, in place of one of the same claim or an earlier one; false where a later has stored one. */
  async save(tenantId: string, report: SealedReport, epoch: number): Promise<boolean> {
    const { runId, contentHash, content } = report;
    // A tenth of its text, which the event loop would have to send, read and decode in one piece.
    const packed = await packText(content);
    const record = { _id: runId, tenantId, runId, epoch, contentHash, packed };
    // The first may meet one that an earlier claim inserts in the same moment: the second replaces that.
    return (await this.replace(record)) || (await this.replace(record));
  }

  private async replace(record: ReportDocumentRecord & { readonly epoch: number }): Promise<boolean> {
    const { _id, tenantId, epoch, runId, contentHash, packed } = record;
    try {
      return await this.writes.update({
        // What a later claim stored does not match, and its id is taken.
        filter: { _id, tenantId, epoch: { $not: { $gt: epoch } } },
        update: { $set: { runId, epoch, contentHash, packed }, $unset: { content: 1 } },
        upsert: true,
        proof: { _id, tenantId, epoch, contentHash },
      });
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** The report of a run, or null where it has none (yet). */
  async findByRun(tenantId: string, runId: string): Promise<StoredReport | null> {
    const found = await this.findPacked(tenantId, runId);
    if (!found) return null;
    const document = JSON.parse(await unpackText(found.packed)) as ReportDocument;
    return { document, contentHash: found.contentHash };
  }

  /** The report of a run for whoever reads it elsewhere, such as in a thread. */
  async findPacked(tenantId: string, runId: string): Promise<PackedReport | null> {
    const fields = { packed: 1, content: 1, contentHash: 1 };
    const record = await this.reports.findOne({ tenantId, runId }, fields).lean();
    if (!record) return null;
    const { packed, content = '', contentHash } = record;
    return { contentHash, packed: packed ? bytesOf(packed) : await packText(content) };
  }

  /** The hash of a run's report without the report itself: enough to answer that a client's copy is current. */
  async findHash(tenantId: string, runId: string): Promise<string | null> {
    const record = await this.reports.findOne({ tenantId, runId }, { contentHash: 1 }).lean();
    return record?.contentHash ?? null;
  }

  /** The hashes of several runs' reports, by run; those without a report are left out. */
  async findHashes(tenantId: string, runIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (runIds.length === 0) return new Map();
    const records = await this.reports
      .find({ tenantId, runId: { $in: [...runIds] } }, { runId: 1, contentHash: 1 })
      .lean();
    return new Map(records.map(({ runId, contentHash }) => [runId, contentHash]));
  }
}

/** Read lean, bytes come in the wrapping of the driver. */
function bytesOf(stored: Buffer | mongo.Binary): Uint8Array {
  return stored instanceof mongo.Binary ? stored.value() : stored;
}
