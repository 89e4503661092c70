import { AssessmentsService } from '@app/assessments';
import { AppError } from '@app/kernel';
import type { RenderAnswer, ReportFile } from '@app/report-files';
import {
  ReportExecutor,
  ReportFileRepository,
  ReportOrders,
  ReportQueue,
  ReportRemovals,
  ReportRenderer,
  ReportRetention,
  ReportSweeper,
} from '@app/report-files';
import type { ReportDocument } from '@app/reports';
import { ReportDocumentRepository, sealReport } from '@app/reports';
import { FileStore, storageUnavailable } from '@app/storage';
import { buffer } from 'node:stream/consumers';
import { RunHarness, TENANT, aGate, aTeam } from '../../../../test/support/run-harness';
import { until } from '../../../../test/support/until';

const NEVER = new AbortController().signal;
const RENEW_MS = 50;

describe('a report in the worker', () => {
  let harness: RunHarness;
  let runId: string;

  beforeAll(async () => {
    harness = await RunHarness.start('report-processor', aTeam(), {
      RUN_SWEEP_INTERVAL_MS: '600000',
      RUN_LOCK_MS: '2000',
    });
  });
  afterAll(() => harness?.stop());
  beforeEach(async () => {
    runId = await harness.start();
    await harness.untilEnded(runId);
  });

  const get = (id: string): Promise<ReportFile> => harness.get(ReportOrders).get(TENANT, id);
  const order = (format: ReportFile['format'] = 'html'): Promise<ReportFile> =>
    harness.get(ReportOrders).order(TENANT, runId, { format, template: 'full', language: 'en' });
  const ended = async ({ id }: ReportFile): Promise<ReportFile> => {
    await until(async () => !['queued', 'rendering'].includes((await get(id)).state));
    return get(id);
  };
  const renders = () => jest.spyOn(harness.get(ReportRenderer), 'render');
  const text = async ({ file }: ReportFile): Promise<string> =>
    String(await buffer(await harness.get(FileStore).open(TENANT, file?.key ?? '')));
  /** A report that nobody enqueued. */
  const unqueued = async (): Promise<ReportFile> => {
    const report = await ended(await order('md'));
    const copy: ReportFile = {
      ...{ ...report, id: `${report.id}X`, recipe: report.id, epoch: 0, phases: [] },
      ...{ state: 'queued', file: null, endedAt: null },
    };
    expect(await harness.get(ReportFileRepository).insert(copy)).toBe(true);
    return copy;
  };
  const execute = ({ id }: ReportFile, signal = NEVER): Promise<void> =>
    harness.get(ReportExecutor).execute(TENANT, id, signal, RENEW_MS);

  it('is failed with the list of what is wrong where its document does not pass the gate', async () => {
    const documents = harness.get(ReportDocumentRepository);
    const { document } = (await documents.findByRun(TENANT, runId))!;
    const broken: ReportDocument = { ...document, verdict: 'It costs [[pricing.nowhere]] a month.' };
    expect(await documents.save(TENANT, sealReport(broken), 99)).toBe(true);
    const report = await ended(await order());
    expect(report).toMatchObject({ state: 'failed', file: null });
    expect(report.problems).toMatchObject([{ code: 'figure-unresolved', where: 'pricing.nowhere' }]);
  });

  it('is failed where the finished bytes are not of its format', async () => {
    const problems = [{ code: 'file-signature-wrong', message: 'expected an HTML page' }];
    renders().mockResolvedValueOnce({ bytes: Buffer.from('half'), problems });
    expect(await ended(await order())).toMatchObject({ state: 'failed', file: null, problems });
  });

  it('is made once, however often its job is done', async () => {
    const report = await ended(await order());
    await execute(report);
    await execute(report);
    expect(await get(report.id)).toEqual(report);
  });

  it('is tried again under its id after it failed', async () => {
    renders().mockRejectedValueOnce(new Error('a defect'));
    const failed = await ended(await order());
    expect(failed).toMatchObject({ state: 'failed', problems: [{ code: 'report-file.defect' }] });
    const again = await order();
    expect(again).toMatchObject({ id: failed.id, problems: [] });
    expect(await ended(again)).toMatchObject({ state: 'completed', problems: [] });
  });

  it('comes to its end where the storage is away for a moment', async () => {
    jest.spyOn(harness.get(FileStore), 'put').mockRejectedValueOnce(storageUnavailable('answer', null));
    const report = await ended(await order());
    expect(report).toMatchObject({ state: 'completed', problems: [], epoch: 2 });
  });

  it('is not tried again where it needs more memory than there is', async () => {
    const tooBig = new AppError({ kind: 'too-large', code: 'report-file.out-of-memory', message: 'no' });
    const rendered = renders().mockRejectedValue(tooBig);
    expect(await ended(await order())).toMatchObject({
      state: 'failed',
      problems: [{ code: 'report-file.out-of-memory' }],
    });
    expect(rendered).toHaveBeenCalledTimes(1);
  });

  it('stops when it is cancelled, and leaves no file', async () => {
    const report = await unqueued();
    const put = jest.spyOn(harness.get(FileStore), 'put');
    const begun = aGate();
    renders().mockImplementation((_order, signal) => {
      begun.open();
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
      );
    });
    const work = execute(report);
    await begun.opened;
    await harness.get(ReportOrders).cancel(TENANT, report.id);
    await work;
    expect(await get(report.id)).toMatchObject({ state: 'cancelled', file: null });
    expect(put).not.toHaveBeenCalled();
    await expect(harness.get(ReportOrders).cancel(TENANT, report.id)).rejects.toMatchObject({
      code: 'report-file.cannot-cancel',
    });
  });

  it('is published by the worker that took it last, and keeps nothing of the one before', async () => {
    const report = await unqueued();
    const slow = aGate();
    const begun = aGate();
    const answerOf = (words: string): RenderAnswer => ({ bytes: Buffer.from(words), problems: [] });
    renders()
      .mockImplementationOnce(async () => {
        begun.open();
        await slow.opened;
        return answerOf('the first');
      })
      .mockResolvedValueOnce(answerOf('the second'));
    const first = harness.get(ReportExecutor).execute(TENANT, report.id, NEVER, 600_000);
    await begun.opened;
    await execute(report);
    slow.open();
    await first;
    const published = await get(report.id);
    expect(published).toMatchObject({ state: 'completed', epoch: 2 });
    expect(await text(published)).toBe('the second');
    const left = `reports/${report.id}/1.md`;
    await expect(harness.get(FileStore).open(TENANT, left)).rejects.toMatchObject({
      code: 'storage.file-not-found',
    });
  });

  it('is put back by the sweeper when its job was lost', async () => {
    const report = await unqueued();
    expect(await harness.get(ReportSweeper).sweep()).toBe(1);
    expect(await ended(report)).toMatchObject({ state: 'completed' });
    expect(await harness.get(ReportSweeper).sweep()).toBe(0);
  });

  it('is put back however many others wait to be put back', async () => {
    const first = await unqueued();
    const records = harness.connection.model<{ _id: string }>('ReportFile');
    const { _id, ...record } = (await records.findById(first.id).lean())!;
    const copies = Array.from({ length: 300 }, (_, at) => ({
      _id: `${_id}${at}`,
      ...record,
      recipe: `${at}`,
    }));
    await records.insertMany(copies);
    try {
      const offered: string[] = [];
      jest.spyOn(harness.get(ReportQueue), 'offerAll').mockImplementation((silent) => {
        offered.push(...silent.map(({ id }) => id));
        return Promise.resolve(silent.length);
      });
      expect(await harness.get(ReportSweeper).sweep()).toBe(301);
      expect(new Set(offered).size).toBe(301);
    } finally {
      await records.deleteMany({ _id: { $in: [_id, ...copies.map(({ _id: id }) => id)] } });
    }
  });

  it('is given up when it ends its workers again and again', async () => {
    const report = await unqueued();
    const reports = harness.get(ReportFileRepository);
    for (let claim = 0; claim < 5; claim += 1) await reports.claim(TENANT, report.id, new Date());
    await execute(report);
    expect(await get(report.id)).toMatchObject({
      state: 'failed',
      problems: [{ code: 'report-file.too-many-claims' }],
    });
  });

  it('is removed after its assessment was deleted, also where the storage is away at that moment', async () => {
    const report = await ended(await order('html'));
    const { assessmentId } = report;
    const assessments = harness.get(AssessmentsService);
    const removals = harness.get(ReportRemovals);
    const remove = jest.spyOn(harness.get(FileStore), 'remove');
    const refused = () => Promise.reject(storageUnavailable('answer', null));
    await expect(removals.along(TENANT, assessmentId ?? '', refused)).rejects.toMatchObject({
      code: 'storage.unavailable',
    });
    remove.mockRejectedValueOnce(storageUnavailable('answer', null));
    await removals.along(TENANT, assessmentId ?? '', () =>
      assessments.delete(TENANT, assessmentId ?? '', 'any'),
    );
    expect(await get(report.id)).toMatchObject({ state: 'completed' });
    expect(await removals.catchUp()).toBe(0);
    const orders = harness.connection.model<{ _id: string; askedAt: Date }>('ReportRemoval');
    await orders.updateMany({}, { $set: { askedAt: new Date(0) } });
    expect(await removals.catchUp()).toBe(1);
    await expect(get(report.id)).rejects.toMatchObject({ code: 'report-file.not-found' });
    await expect(text(report)).rejects.toMatchObject({ code: 'storage.file-not-found' });
    expect(await orders.countDocuments()).toBe(0);
  });

  it('stays where the deletion of its assessment was refused', async () => {
    const report = await ended(await order('html'));
    const removals = harness.get(ReportRemovals);
    const refused = () => Promise.reject(storageUnavailable('answer', null));
    await removals.along(TENANT, report.assessmentId ?? '', refused).catch(() => undefined);
    const orders = harness.connection.model<{ _id: string; askedAt: Date }>('ReportRemoval');
    await orders.updateMany({}, { $set: { askedAt: new Date(0) } });
    expect(await removals.catchUp()).toBe(0);
    expect(await get(report.id)).toMatchObject({ state: 'completed' });
    expect(await orders.countDocuments()).toBe(0);
  });

  it('is removed with its file when its time is over, and not before', async () => {
    const [old, young] = [await ended(await order('html')), await ended(await order('json'))];
    const records = harness.connection.model<{ _id: string; endedAt: Date }>('ReportFile');
    await records.updateOne({ _id: old.id }, { $set: { endedAt: new Date(Date.now() - 91 * 86_400_000) } });
    expect(await harness.get(ReportRetention).expire()).toBe(1);
    await expect(get(old.id)).rejects.toMatchObject({ code: 'report-file.not-found' });
    await expect(text(old)).rejects.toMatchObject({ code: 'storage.file-not-found' });
    expect(await text(await get(young.id))).toContain('{');
  });
});
