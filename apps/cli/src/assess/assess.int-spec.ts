import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CommandBench, aRun } from '../../../../test/support/command-bench';

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

describe('infra-mind assess', () => {
  it('writes the reports, sums up and exits with 0', async () => {
    bench.apiThatEnds('completed');
    const { exit, out, err } = await bench.assess(
      '--format',
      'md,json',
      '--as-of',
      '2026-11-20',
      '--quorum',
      '9',
    );
    expect(exit).toBe(0);
    expect(readFileSync(join(bench.directory, 'out', 'report.md'), 'utf8')).toBe('report md');
    expect(readFileSync(join(bench.directory, 'out', 'report.json'), 'utf8')).toBe('report json');
    expect(out).toContain('Support assistant: completed');
    expect(out).toContain('1. high  Host it');
    expect(err).toContain('CTO done in 120 ms');
    expect(out + err).not.toContain('\u001b');
    const [start] = bench.api.requests('POST /v1/assessments/a1/runs');
    expect(JSON.parse(start?.body ?? '')).toEqual({ asOf: '2026-11-20', quorum: 9 });
    expect(start?.headers['idempotency-key']).toMatch(/^[0-9A-Z]{26}$/);
  });

  it('sends the file as it is', async () => {
    bench.apiThatEnds('completed');
    await bench.assess();
    expect(bench.api.requests('POST /v1/assessments')).toMatchObject([
      {
        headers: { 'content-type': 'application/yaml' },
        body: readFileSync(join(bench.directory, 'input.yaml'), 'utf8'),
      },
    ]);
  });

  it('assesses what standard input holds', async () => {
    bench.apiThatEnds('completed');
    bench.input = Readable.from(['{"name":', '"x"}']);
    const { exit } = await bench.run(
      'assess',
      '-',
      '--server',
      bench.url,
      '--out',
      join(bench.directory, 'out'),
    );
    expect(exit).toBe(0);
    expect(bench.api.requests('POST /v1/assessments')).toMatchObject([
      { headers: { 'content-type': 'application/json' }, body: '{"name":"x"}' },
    ]);
  });

  it.each([
    ['partial', 3],
    ['failed', 1],
    ['cancelled', 1],
  ])('exits, for a run that ends %s, with %i', async (state, code) => {
    bench.apiThatEnds(state, ['succeeded', 'failed']);
    expect((await bench.assess()).exit).toBe(code);
  });

  it('shows where in the file the API found something wrong, and exits with 2', async () => {
    const problem = {
      code: 'request.invalid',
      title: 'The request is not valid',
      detail: 'One field did not fit.',
      errors: [{ pointer: '/workloads/0/traffic/peakFactor', detail: 'expected 1 to 1000, got 0' }],
    };
    bench.api.json('POST /v1/assessments', problem, 400);
    const { exit, err } = await bench.assess();
    expect(exit).toBe(2);
    expect(err).toBe(
      `${join(bench.directory, 'input.yaml')} has 1 mistake:\n  ${join(bench.directory, 'input.yaml')}:4:16  /workloads/0/traffic/peakFactor\n` +
        '      expected 1 to 1000, got 0\n',
    );
  });

  it('tries again when the server is busy, with the same key', async () => {
    bench.apiThatEnds('completed');
    bench.api.on('POST /v1/assessments', (_request, response) => {
      const again = bench.api.requests('POST /v1/assessments').length > 1;
      response.writeHead(again ? 201 : 503, { 'Retry-After': '0.01' }).end('{"id":"a1"}');
    });
    expect((await bench.assess()).exit).toBe(0);
    const keys = bench.api.requests('POST /v1/assessments').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('sends nothing when the file, the options or the place for the reports are bad', async () => {
    writeFileSync(join(bench.directory, 'file'), '');
    for (const args of [
      ['--quorum', '99'],
      ['--format', ' , '],
      ['--as-of', 'now'],
      ['--out', join(bench.directory, 'file')],
      ['--out', join(bench.directory, 'file', 'below')],
      ['--out', process.platform === 'linux' ? '/proc/nope' : join(bench.directory, 'file')],
    ]) {
      expect((await bench.assess(...args)).exit).toBe(2);
    }
    expect(
      (await bench.run('assess', join(bench.directory, 'nowhere.yaml'), '--server', bench.url)).exit,
    ).toBe(2);
    expect(bench.api.seen).toEqual([]);
  });

  it('names the formats that the server makes, before it stores anything', async () => {
    const { exit, err } = await bench.assess('--format', 'md,pdff,xls');
    expect({ exit, err }).toMatchObject({
      exit: 2,
      err: expect.stringContaining('html, md, json, pdf, csv'),
    });
    expect(err).toContain('pdff,xls');
    expect(bench.api.seen.map(({ method }) => method)).toEqual(['GET']);
  });

  it('has the server make the files that it cannot show at once', async () => {
    bench.apiThatEnds('completed');
    const content = Buffer.from('PK a zip');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = { name: 'infra-mind-x-full.zip', bytes: content.length, sha256 };
    bench.api
      .json('POST /v1/runs/r1/reports', { id: 'p1', state: 'queued', problems: [], file: null }, 202)
      .json('GET /v1/reports/p1', { id: 'p1', state: 'completed', problems: [], file })
      .on('GET /v1/reports/p1/file', (_request, response) => void response.end(content));
    const { exit, out } = await bench.assess('--format', 'CSV, md');
    expect(exit).toBe(0);
    expect(readFileSync(join(bench.directory, 'out', 'report.zip'))).toEqual(content);
    expect(readFileSync(join(bench.directory, 'out', 'report.md'), 'utf8')).toBe('report md');
    expect(out).toContain('report.zip');
    const [asked] = bench.api.requests('POST /v1/runs/r1/reports');
    expect(JSON.parse(asked?.body ?? '')).toEqual({ format: 'csv' });
  });

  it('says that nothing answers at an address, and exits with 1', async () => {
    const { exit, err } = await bench.run(
      'assess',
      join(bench.directory, 'input.yaml'),
      '--server',
      'http://127.0.0.1:1',
    );
    expect(exit).toBe(1);
    expect(err).toMatch(/^http:\/\/127\.0\.0\.1:1 does not answer .*--server/);
  });

  it('cancels the run on Ctrl-C, and exits with 1', async () => {
    bench.apiThatEnds('completed');
    bench.api
      .json('POST /v1/runs/r1/cancel', {})
      .json('GET /v1/runs/r1', aRun('running', ['running', 'running']))
      .on('GET /v1/runs/r1/events', (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': heartbeat\n\n');
        process.emit('SIGINT', 'SIGINT');
      });
    const { exit, err } = await bench.assess();
    expect(exit).toBe(1);
    expect(bench.api.requests('POST /v1/runs/r1/cancel')).toHaveLength(1);
    expect(err).toContain('Cancelling the run');
  });

  it('refuses an address that is none', async () => {
    const { exit, err } = await bench.run(
      'assess',
      join(bench.directory, 'input.yaml'),
      '--server',
      'localhost:3000',
    );
    expect(exit).toBe(2);
    expect(err).toContain('http://127.0.0.1:3000');
  });
});

describe('infra-mind watch', () => {
  it('shows a run of a server until it ends', async () => {
    bench.apiThatEnds('completed');
    const { exit, out } = await bench.run('watch', 'r1', '--server', bench.url);
    expect(exit).toBe(0);
    expect(out).toContain('Support assistant: completed');
  });

  it('says what to do when nothing runs here', async () => {
    const { exit, err } = await bench.run('watch', 'r1');
    expect(exit).toBe(1);
    expect(err).toContain('npm start');
  });
});

describe('infra-mind', () => {
  it.each(['version', '--version', '-V'])('prints its version for %s', async (way) => {
    const { exit, out } = await bench.run(way);
    expect(exit).toBe(0);
    expect(out).toMatch(/^infra-mind \d+\.\d+\.\d+ \(node \d+.*\)\n$/);
  });

  it('says in the help of assess what --json prints', async () => {
    const { exit, out } = await bench.run('assess', '--help');
    expect(exit).toBe(0);
    expect(out).toContain('{ state: "refused", exitCode: 2, code, message, problems }');
  });

  it('says what it does not know and exits with 2', async () => {
    const { exit, err } = await bench.run('asess');
    expect(exit).toBe(2);
    expect(err).toContain('assess');
  });
});
