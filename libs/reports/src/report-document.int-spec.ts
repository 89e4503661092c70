import { type Connection, createConnection } from 'mongoose';
import { aReportFacts } from '../../../test/support/report.builder';
import { testMongoUrl } from '../../../test/support/stores';
import { buildReport } from './build-report';
import { renderHtml } from './render-html';
import { ReportDocumentRepository } from './report-document.repository';
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
    await repository.save('acme', document);
    const stored = await repository.findByRun('acme', 'run-1');
    expect(stored?.document).toEqual(document);
    expect(stored && renderHtml(stored.document)).toBe(renderHtml(document));
  });

  it('keeps one report a run, whose hash changes with its content only', async () => {
    const first = await repository.save('acme', aReport('run-2'));
    const again = await repository.save('acme', aReport('run-2'));
    expect(again.contentHash).toBe(first.contentHash);
    const other = await repository.save('acme', { ...aReport('run-2'), title: 'Another' });
    expect(other.contentHash).not.toBe(first.contentHash);
    expect(await repository.findHash('acme', 'run-2')).toBe(other.contentHash);
    expect(await connection.model(REPORT_DOCUMENT_MODEL).countDocuments({ runId: 'run-2' })).toBe(1);
  });

  it('has nothing for an unknown run or another tenant', async () => {
    await repository.save('acme', aReport('run-3'));
    expect(await repository.findByRun('acme', 'run-none')).toBeNull();
    expect(await repository.findByRun('other', 'run-3')).toBeNull();
    expect(await repository.findHash('other', 'run-3')).toBeNull();
  });

  it('holds a report of several megabytes', async () => {
    const document = { ...aReport('run-large'), verdict: 'x'.repeat(5_000_000) };
    await repository.save('acme', document);
    expect((await repository.findByRun('acme', 'run-large'))?.document.verdict).toHaveLength(5_000_000);
  });

  it('refuses a report that no database document could hold', async () => {
    const document = { ...aReport('run-huge'), verdict: 'x'.repeat(16 * 1024 * 1024) };
    await expect(repository.save('acme', document)).rejects.toMatchObject({
      kind: 'too-large',
      code: 'report.too-large',
    });
    expect(await repository.findByRun('acme', 'run-huge')).toBeNull();
  });
});
