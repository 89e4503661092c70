import { judgeReports } from './judge-reports';
import type { ReportEvidence, ReportRecord } from './report-evidence';

const FILE = { key: 'reports/report-1/1.pdf', bytes: 7, sha256: 'aa' };
const RECORD: ReportRecord = {
  _id: 'report-1',
  tenantId: 'local',
  runId: 'run-1',
  format: 'pdf',
  template: 'full',
  state: 'completed',
  epoch: 1,
  file: FILE,
};
const STORED = { name: 'local/reports/report-1/1.pdf', bytes: 7, sha256: 'aa' };
const TOLD = { reportId: 'report-1', runId: 'run-1', wish: 'full pdf' };

const healthy: ReportEvidence = { told: [TOLD, TOLD], records: [RECORD], files: [STORED], brokenOff: 1 };
const found = (over: Partial<ReportEvidence>): string[] =>
  judgeReports({ ...healthy, ...over }, 1).map(({ invariant, detail }) => `${invariant}: ${detail}`);

describe('judging reports', () => {
  it('finds nothing where every promise was kept', () => {
    expect(judgeReports(healthy, 1)).toEqual([]);
  });

  it.each<[string, Partial<ReportEvidence>, string]>([
    ['that is not known', { records: [], files: [] }, 'lost: the database does not know its report report-1'],
    [
      'that never came to its end',
      { records: [{ ...RECORD, state: 'queued', file: null }], files: [] },
      'lost: its report report-1 is still queued',
    ],
    ['without its file', { files: [] }, 'lost: its report report-1 has no file'],
    [
      'with another content',
      { files: [{ ...STORED, sha256: 'bb' }] },
      'report: the file of its report report-1 is another',
    ],
    [
      'that lacks its end',
      { files: [{ ...STORED, bytes: 6 }] },
      'report: the file of its report report-1 is another',
    ],
  ])('finds a report %s', (_, over, expected) => {
    expect(found(over)).toEqual([expected]);
  });

  it('finds one wish that became two reports', () => {
    const other = { ...RECORD, _id: 'report-2', file: { ...FILE, key: 'reports/report-2/1.pdf' } };
    expect(
      found({
        told: [TOLD, { ...TOLD, reportId: 'report-2' }],
        records: [RECORD, other],
        files: [STORED, { ...STORED, name: 'local/reports/report-2/1.pdf' }],
      }),
    ).toEqual([
      'repeated: its wish full pdf was given two reports',
      'repeated: run-1 full pdf has 2 reports',
    ]);
  });

  it('finds what is left of a worker that died', () => {
    expect(found({ files: [STORED, { ...STORED, name: 'local/reports/report-1/2.pdf' }] })).toEqual([
      'report: the file local/reports/report-1/2.pdf belongs to no report',
    ]);
    expect(found({ files: [STORED, STORED] })).toEqual([
      'report: the file local/reports/report-1/1.pdf is stored 2 times',
    ]);
    expect(found({ brokenOff: 3 })).toEqual(['report: 3 files broke off, 1 workers were killed']);
  });
});
