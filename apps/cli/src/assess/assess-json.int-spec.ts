import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CommandBench, aRun } from '../../../../test/support/command-bench';

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

describe('infra-mind assess --json', () => {
  it('prints exactly one JSON object on standard output with --json', async () => {
    bench.apiThatEnds('completed');
    const { out } = await bench.assess('--json', '--format', 'md');
    expect(JSON.parse(out)).toMatchObject({
      state: 'completed',
      exitCode: 0,
      problems: [],
      run: { id: 'r1', state: 'completed' },
      recommendations: [{ key: 'w1.hosting' }],
      files: [join(bench.directory, 'out', 'report.md')],
    });
  });

  it('prints with --json what is wrong with the input, and where, before there is a run', async () => {
    const errors = [{ pointer: '/workloads/0/traffic/peakFactor', detail: 'expected 1 to 1000, got 0' }];
    bench.api.json('POST /v1/assessments', { code: 'request.invalid', detail: 'One field.', errors }, 400);
    const { exit, out, err } = await bench.assess('--json');
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toEqual({
      state: 'refused',
      exitCode: 2,
      code: 'request.invalid',
      message: 'One field.',
      problems: [{ ...errors[0], line: 4, column: 16 }],
    });
    expect(err).toContain('has 1 mistake');
  });

  it('prints with --json where the syntax of the input breaks', async () => {
    writeFileSync(join(bench.directory, 'input.yaml'), 'name: x\nworkloads: [\n');
    const { out } = await bench.assess('--json');
    const problems = [{ pointer: '', detail: expect.stringContaining('input.yaml:3:1'), line: 3, column: 1 }];
    expect(JSON.parse(out)).toMatchObject({ state: 'refused', exitCode: 2, problems });
  });

  it.each([
    ['an option that is wrong', ['--quorum', '99'], 'option.invalid'],
    ['an option that does not exist', ['--qorum', '9'], 'usage'],
    ['an address that is none', ['--server', 'localhost:3000'], 'server.bad-url'],
  ])('prints one JSON object with --json for %s', async (_case, options, code) => {
    const { exit, out } = await bench.assess('--json', ...options);
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      state: 'refused',
      exitCode: 2,
      code,
      problems: [{ pointer: '' }],
    });
  });

  it('prints one JSON object with --json when no server answers', async () => {
    const { exit, out, err } = await bench.assess('--json', '--server', 'http://127.0.0.1:1');
    expect(exit).toBe(1);
    const message = expect.stringContaining('HTTP clients refuse to use this port');
    expect(JSON.parse(out)).toEqual({
      state: 'error',
      exitCode: 1,
      code: 'server.unreachable',
      message,
      problems: [],
    });
    expect(err).not.toContain('fetch failed');
  });

  it('shows with --json where the run found something wrong with the input', async () => {
    bench.apiThatEnds('failed');
    const problems = [{ code: 'x', message: 'no such model', pointer: '/workloads/0/kind' }];
    bench.api.json('GET /v1/runs/r1', { ...aRun('failed'), problems });
    const { exit, out } = await bench.assess('--json');
    expect(exit).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      state: 'failed',
      exitCode: 2,
      problems: [{ pointer: '/workloads/0/kind', detail: 'no such model', line: 3, column: 5 }],
    });
  });

  it('stops on Ctrl-C while it reads standard input, with one JSON object', async () => {
    bench.input = new Readable({ read: () => void setImmediate(() => process.emit('SIGINT', 'SIGINT')) });
    const { exit, out } = await bench.run('assess', '-', '--json', '--server', bench.url);
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ state: 'cancelled', exitCode: 1 });
    expect(bench.api.seen).toEqual([]);
  });
});
