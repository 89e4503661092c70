import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBench } from '../../../../test/support/command-bench';

const UPLOAD = {
  ...{ id: 'u1', form: 'json', drafts: 1 },
  seen: [{ what: 'aws_s3_bucket', count: 2, detail: 'object storage' }],
};
const PROPOSALS = {
  assessmentVersion: 3,
  items: [
    {
      id: 'p1',
      pointer: '/currentInfrastructure/0/count',
      from: 1,
      to: 2,
      why: 'two \u001b[2Jmachines',
      sourceLine: 7,
    },
  ],
  open: [{ id: 'p2', why: 'no machines there' }],
};
const APPLIED = { target: 'assessment', targetId: 'a1', version: 4, proposals: ['p1'] };

let bench: CommandBench;
let file: string;
beforeEach(async () => {
  bench = await CommandBench.open();
  file = join(bench.directory, 'plan.json');
  writeFileSync(file, '{"a": 1}');
  bench.api
    .json('POST /v1/uploads', UPLOAD, 201)
    .json('GET /v1/uploads/u1/proposals', PROPOSALS)
    .json('POST /v1/uploads/u1/apply', APPLIED);
});
afterEach(() => bench.close());

const run = (...options: string[]) =>
  bench.run('upload', file, '--kind', 'terraform-plan', ...options, '--server', bench.url);

describe('infra-mind upload', () => {
  it('sends the file as it is, and shows what it proposes without changing anything', async () => {
    const { exit, out } = await run('--assessment', 'a1');
    expect(exit).toBe(0);
    expect(out).toContain('is upload u1.');
    expect(out).toContain('2 × aws_s3_bucket: object storage');
    expect(out).toContain('p1        /currentInfrastructure/0/count: 1 → 2');
    expect(out).toContain('two ␛[2Jmachines (line 7)');
    expect(out).toContain('open: no machines there');
    const [sent] = bench.api.requests('POST /v1/uploads');
    expect(sent).toMatchObject({
      path: '/v1/uploads?kind=terraform-plan&fileName=plan.json',
      body: readFileSync(file, 'utf8'),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(bench.api.requests('POST /v1/uploads/u1/apply')).toEqual([]);
  });

  it.each([
    ['all', { all: true }],
    ['p1', { proposals: ['p1'] }],
  ])('applies %s against the version that it showed', async (choice, body) => {
    const { exit, out } = await run('--assessment', 'a1', '--apply', choice);
    expect(exit).toBe(0);
    expect(out).toContain('to assessment a1, now at version 4.');
    const [applied] = bench.api.requests('POST /v1/uploads/u1/apply');
    expect(applied?.headers['if-match']).toBe('"v3"');
    expect(JSON.parse(applied?.body ?? '')).toEqual({ assessmentId: 'a1', ...body });
  });

  it('says where a refused file is wrong, and exits with 2', async () => {
    const errors = [{ pointer: '/lines/2/month', detail: 'line 2, month: expected a month' }];
    bench.api.json(
      'POST /v1/uploads',
      { code: 'upload.unreadable', title: '', detail: 'Nothing was stored.', errors },
      422,
    );
    const { exit, err } = await run();
    expect(exit).toBe(2);
    expect(err).toContain('line 2, month: expected a month');
  });

  it.each([
    [['--apply', 'all'], 'with --assessment'],
    [['--assessment', 'a1', '--apply', 'some'], 'ids of proposals'],
  ])('refuses %j before anything is sent', async (options, words) => {
    const { exit, err } = await run(...options);
    expect(exit).toBe(2);
    expect(err).toContain(words);
    expect(bench.api.seen).toEqual([]);
  });

  it('prints all that it knows as JSON', async () => {
    const { out } = await run('--assessment', 'a1', '--apply', 'all', '--json');
    expect(JSON.parse(out)).toEqual({ upload: UPLOAD, proposals: PROPOSALS, applied: APPLIED });
    expect(JSON.parse((await run('--json')).out)).toEqual({ upload: UPLOAD, proposals: null, applied: null });
  });
});
