import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBench } from '../../../../test/support/command-bench';

const CONTENT = '# The report\n';
const sha256 = createHash('sha256').update(CONTENT).digest('hex');

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

const aJob = (over: object = {}) => ({
  ...{ id: 'p1', state: 'queued', problems: [], file: null },
  ...over,
});
const completed = (name = 'infra-mind-x-full.md') =>
  aJob({ state: 'completed', file: { name, bytes: CONTENT.length, sha256 } });
const run = (...args: string[]) => bench.run('export', 'r1', ...args, '--server', bench.url);

/** An API on which the report is there at the second look. */
function apiThatMakes(end: object): void {
  const looks = [aJob({ state: 'rendering' }), end];
  bench.api.json('POST /v1/runs/r1/reports', aJob(), 202);
  bench.api.on('GET /v1/reports/p1', (_request, response) => {
    const job = looks.length > 1 ? looks.shift() : looks[0];
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(job));
  });
  bench.api.on('GET /v1/reports/p1/file', (_request, response) => void response.end(CONTENT));
}

describe('infra-mind export', () => {
  it('waits for the report and writes it where it was told', async () => {
    apiThatMakes(completed());
    const path = join(bench.directory, 'new', 'board.md');
    const { exit, out } = await run('--format', 'md', '--template', 'cfo', '--language', 'de', '--out', path);
    expect({ exit, out: out.trim() }).toEqual({ exit: 0, out: path });
    expect(readFileSync(path, 'utf8')).toBe(CONTENT);
    const [asked] = bench.api.requests('POST /v1/runs/r1/reports');
    expect(JSON.parse(asked?.body ?? '')).toEqual({ format: 'md', template: 'cfo', language: 'de' });
  });

  it('writes every format that the server makes, under the names that it gives', async () => {
    apiThatMakes(completed());
    expect((await run('--all', '--out', bench.directory)).exit).toBe(0);
    const asked = bench.api.requests('POST /v1/runs/r1/reports');
    expect(asked.map(({ body }) => (JSON.parse(body) as { format: string }).format)).toEqual([
      ...['html', 'md', 'json', 'pdf', 'csv'],
    ]);
    expect(readFileSync(join(bench.directory, 'infra-mind-x-full.md'), 'utf8')).toBe(CONTENT);
  });

  it('writes nowhere else, whatever name the server gives', async () => {
    apiThatMakes(completed('../../evil.md'));
    const { out } = await run('--format', 'md', '--out', `${bench.directory}/`);
    expect(out.trim()).toBe(join(bench.directory, 'report.md'));
  });

  it('says what is wrong with a report that failed its gate', async () => {
    const problem = { code: 'figure-unresolved', where: 'a.b', message: 'it is not there' };
    apiThatMakes(aJob({ state: 'failed', problems: [problem] }));
    const { exit, err } = await run('--format', 'md');
    expect(exit).toBe(1);
    expect(err).toContain('figure-unresolved at a.b: it is not there');
  });

  it('refuses a file whose bytes are not those that were published', async () => {
    apiThatMakes(aJob({ state: 'completed', file: { name: 'a.md', bytes: 1, sha256: 'other' } }));
    const { exit, err } = await run('--format', 'md', '--out', `${bench.directory}/`);
    expect(exit).toBe(1);
    expect(err).toContain('another hash');
  });

  it('asks for a format', async () => {
    expect((await run()).err).toContain('--format');
  });
});
