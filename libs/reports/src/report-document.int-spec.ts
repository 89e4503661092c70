import { type Connection, createConnection } from 'mongoose';
import { aReportFacts } from '../../../test/support/report.builder';
import { testMongoUrl } from '../../../test/support/stores';
import { buildReport } from './build-report';
import { unpackText } from './packed-text';
import { renderHtml } from './render-html';
import { ReportDocumentRepository, sealReport } from './report-document.repository';
import {
  REPORT_DOCUMENT_MODEL,
  type ReportDocumentRecord,
  reportDocumentSchema,
} from './report-document.schema';

function aReport(runId: string) {
  return { ...buildReport(aReportFacts()), runId };
}

describe('ReportDocumentRepository', () => {
  let connection: Connection;
  let repository: ReportDocumentRepository;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('reports-int')).asPromise();
    await connection.dropDatabase();
    const model = connection.model<ReportDocumentRecord>(REPORT_DOCUMENT_MODEL, reportDocumentSchema);
    await model.init();
    repository = new ReportDocumentRepository(model);
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('gives back the report it was given, rendering to the same bytes', async () => {
    const document = aReport('run-1');
    await repository.save('acme', sealReport(document), 1);
    const stored = await repository.findByRun('acme', 'run-1');
    expect(stored?.document).toEqual(document);
    expect(stored && renderHtml(stored.document)).toBe(renderHtml(document));
  });

  it('is stored packed, and read also as earlier versions of the product stored it', async () => {
    const document = aReport('run-old');
    const { content } = sealReport(document);
    await repository.save('acme', sealReport(document), 1);
    const model = connection.model<ReportDocumentRecord>(REPORT_DOCUMENT_MODEL);
    const stored = await model.findOne({ runId: 'run-old' });
    expect(stored?.content).toBeUndefined();
    expect(stored?.packed?.length).toBeLessThan(content.length / 4);
    await model.updateOne({ runId: 'run-old' }, { $set: { content }, $unset: { packed: 1 } });
    expect((await repository.findByRun('acme', 'run-old'))?.document).toEqual(document);
    const packed = await repository.findPacked('acme', 'run-old');
    expect(await unpackText(packed?.packed ?? Buffer.of())).toBe(content);
    await repository.save('acme', sealReport(document), 2);
    expect((await model.findOne({ runId: 'run-old' }))?.content).toBeUndefined();
  });

  it('keeps one report a run, whose hash changes with its content only', async () => {
    const other = sealReport({ ...aReport('run-2'), title: 'Another' });
    const first = sealReport(aReport('run-2'));
    expect(sealReport(aReport('run-2'))).toEqual(first);
    expect(other.contentHash).not.toBe(first.contentHash);
    await repository.save('acme', first, 1);
    await repository.save('acme', first, 1);
    expect(await repository.findHash('acme', 'run-2')).toBe(first.contentHash);
    await repository.save('acme', other, 1);
    expect(await repository.findHash('acme', 'run-2')).toBe(other.contentHash);
    expect(await connection.model(REPORT_DOCUMENT_MODEL).countDocuments({ runId: 'run-2' })).toBe(1);
  });

  describe('written to under several claims', () => {
    const titled = (runId: string, title: string) => ({ ...aReport(runId), title });
    const titleOf = async (runId: string) => (await repository.findByRun('acme', runId))?.document.title;

    it('keeps what the later one stored, and says so to the earlier one', async () => {
      await repository.save('acme', sealReport(titled('run-late', 'Later')), 2);
      expect(await repository.save('acme', sealReport(titled('run-late', 'Earlier')), 1)).toBe(false);
      expect(await titleOf('run-late')).toBe('Later');
    });

    it('replaces what the earlier one stored, or a version of the product without claims', async () => {
      await repository.save('acme', sealReport(titled('run-next', 'Earlier')), 1);
      expect(await repository.save('acme', sealReport(titled('run-next', 'Later')), 2)).toBe(true);
      expect(await titleOf('run-next')).toBe('Later');
      await connection
        .model(REPORT_DOCUMENT_MODEL)
        .updateOne({ runId: 'run-next' }, { $unset: { epoch: 1 } });
      expect(await repository.save('acme', sealReport(titled('run-next', 'Again')), 1)).toBe(true);
      expect(await titleOf('run-next')).toBe('Again');
    });

    it('keeps the later one’s also where both come at once', async () => {
      const runs = Array.from({ length: 20 }, (_, index) => `run-race-${index}`);
      const model = connection.model<ReportDocumentRecord>(REPORT_DOCUMENT_MODEL);
      const other = new ReportDocumentRepository(model);
      const outcomes = await Promise.all(
        runs.flatMap((runId) => [
          repository.save('acme', sealReport(titled(runId, 'Later')), 2),
          other.save('acme', sealReport(titled(runId, 'Earlier')), 1),
        ]),
      );
      expect(outcomes.filter((_, index) => index % 2 === 0)).not.toContain(false);
      expect(new Set(await Promise.all(runs.map(titleOf)))).toEqual(new Set(['Later']));
    });
  });

  it('has nothing for an unknown run or another tenant', async () => {
    await repository.save('acme', sealReport(aReport('run-3')), 1);
    expect(await repository.findByRun('acme', 'run-none')).toBeNull();
    expect(await repository.findByRun('other', 'run-3')).toBeNull();
    expect(await repository.findHash('other', 'run-3')).toBeNull();
  });

  it('holds a report of several megabytes', async () => {
    const document = { ...aReport('run-large'), verdict: 'x'.repeat(5_000_000) };
    await repository.save('acme', sealReport(document), 1);
    expect((await repository.findByRun('acme', 'run-large'))?.document.verdict).toHaveLength(5_000_000);
  });

  it('refuses a report that no database document could hold', () => {
    const document = { ...aReport('run-huge'), verdict: 'x'.repeat(16 * 1024 * 1024) };
    expect(() => sealReport(document)).toThrow(
      expect.objectContaining({ kind: 'too-large', code: 'report.too-large' }),
    );
  });
});
