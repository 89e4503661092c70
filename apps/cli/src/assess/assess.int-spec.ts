import { readStackEnvironment } from '@app/platform';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { FakeApi, sseFrame } from '../../../../test/support/fake-api';
import { runCommandLine } from '../program';
import { Terminal } from '../terminal/terminal';

const AGENTS = ['cto', 'mlops'];

let directory: string;
let api: FakeApi;
let url: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'infra-mind-assess-'));
  writeFileSync(
    join(directory, 'input.yaml'),
    'name: x\nworkloads:\n  - kind: rag\n    traffic: { peakFactor: 0 }\n',
  );
  api = new FakeApi();
  url = await api.listen();
});
afterEach(async () => {
  await api.close();
  rmSync(directory, { recursive: true, force: true });
});

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function run(
  ...args: string[]
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const out = new Collected();
  const err = new Collected();
  const terminal = new Terminal(out, err, {});
  const environment = { ...readStackEnvironment(), dataDir: join(directory, 'data') };
  const exit = await runCommandLine(args, { terminal, environment });
  return { exit, out: out.text, err: err.text };
}

function assess(...options: string[]): ReturnType<typeof run> {
  const place = ['--server', url, '--out', join(directory, 'out')];
  return run('assess', join(directory, 'input.yaml'), ...place, ...options);
}

function aRun(state: string, statuses: readonly string[] = ['succeeded', 'succeeded']): object {
  const agents = AGENTS.map((agent, index) => ({
    agent,
    status: statuses[index],
    attempts: 1,
  }));
  return {
    id: 'r1',
    assessmentName: 'Support assistant',
    state,
    agents,
    progress: { percent: 100, step: 'finished' },
  };
}

/** An API on which a run ends as `state`. */
function anApiThatEnds(state: string, statuses?: readonly string[]): void {
  const reads = [aRun('running', ['running', 'running']), aRun(state, statuses)];
  api
    .json('POST /v1/assessments', { id: 'a1' }, 201)
    .json('POST /v1/assessments/a1/runs', { id: 'r1' }, 202)
    .on('GET /v1/runs/r1', (_request, response) => {
      response.end(JSON.stringify(reads.length > 1 ? reads.shift() : reads[0]));
    })
    .on('GET /v1/runs/r1/events', (_request, response) => {
      const agent = { type: 'agent.state', agent: 'cto', status: 'succeeded', attempt: 1, durationMs: 120 };
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.end(
        sseFrame('agent.state', agent, 'g-1') + sseFrame('run.state', { type: 'run.state', state }, 'g-2'),
      );
    })
    .json('GET /v1/runs/r1/recommendations', {
      items: [{ rank: 1, key: 'w1.hosting', title: 'Host it', severity: 'high', agents: ['cto'] }],
    })
    .on('GET /v1/runs/r1/report', (request, response) =>
      response.end(`report ${request.url?.split('format=')[1]}`),
    );
}

describe('infra-mind assess', () => {
  it('writes the reports, sums up and exits with 0', async () => {
    anApiThatEnds('completed');
    const { exit, out, err } = await assess('--format', 'md,json', '--as-of', '2026-11-20', '--quorum', '9');
    expect(exit).toBe(0);
    expect(readFileSync(join(directory, 'out', 'report.md'), 'utf8')).toBe('report md');
    expect(readFileSync(join(directory, 'out', 'report.json'), 'utf8')).toBe('report json');
    expect(out).toContain('Support assistant: completed');
    expect(out).toContain('1. high  Host it');
    expect(err).toContain('CTO done in 120 ms');
    expect(out + err).not.toContain('\u001b');
    const [start] = api.requests('POST /v1/assessments/a1/runs');
    expect(JSON.parse(start?.body ?? '')).toEqual({ asOf: '2026-11-20', quorum: 9 });
    expect(start?.headers['idempotency-key']).toMatch(/^[0-9A-Z]{26}$/);
  });

  it('sends the file as it is', async () => {
    anApiThatEnds('completed');
    await assess();
    expect(api.requests('POST /v1/assessments')).toMatchObject([
      {
        headers: { 'content-type': 'application/yaml' },
        body: readFileSync(join(directory, 'input.yaml'), 'utf8'),
      },
    ]);
  });

  it('prints exactly one JSON object on standard output with --json', async () => {
    anApiThatEnds('completed');
    const { out } = await assess('--json', '--format', 'md');
    expect(JSON.parse(out)).toMatchObject({
      run: { id: 'r1', state: 'completed' },
      recommendations: [{ key: 'w1.hosting' }],
      files: [join(directory, 'out', 'report.md')],
    });
  });

  it.each([
    ['partial', 3],
    ['failed', 1],
    ['cancelled', 1],
  ])('exits, for a run that ends %s, with %i', async (state, code) => {
    anApiThatEnds(state, ['succeeded', 'failed']);
    expect((await assess()).exit).toBe(code);
  });

  it('shows where in the file the API found something wrong, and exits with 2', async () => {
    const problem = {
      code: 'request.invalid',
      title: 'The request is not valid',
      detail: 'One field did not fit.',
      errors: [{ pointer: '/workloads/0/traffic/peakFactor', detail: 'expected 1 to 1000, got 0' }],
    };
    api.json('POST /v1/assessments', problem, 400);
    const { exit, err } = await assess();
    expect(exit).toBe(2);
    expect(err).toBe(
      `${join(directory, 'input.yaml')} has 1 mistake:\n  ${join(directory, 'input.yaml')}:4:16  /workloads/0/traffic/peakFactor\n` +
        '      expected 1 to 1000, got 0\n',
    );
  });

  it('tries again when the server is busy, with the same key', async () => {
    anApiThatEnds('completed');
    api.on('POST /v1/assessments', (_request, response) => {
      const again = api.requests('POST /v1/assessments').length > 1;
      response.writeHead(again ? 201 : 503, { 'Retry-After': '0.01' }).end('{"id":"a1"}');
    });
    expect((await assess()).exit).toBe(0);
    const keys = api.requests('POST /v1/assessments').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('sends nothing when the file, the options or the place for the reports are bad', async () => {
    writeFileSync(join(directory, 'file'), '');
    for (const args of [
      ['--quorum', '99'],
      ['--format', 'pdf'],
      ['--as-of', 'now'],
      ['--out', join(directory, 'file')],
      ['--out', join(directory, 'file', 'below')],
      ['--out', process.platform === 'linux' ? '/proc/nope' : join(directory, 'file')],
    ]) {
      expect((await assess(...args)).exit).toBe(2);
    }
    expect((await run('assess', join(directory, 'nowhere.yaml'), '--server', url)).exit).toBe(2);
    expect(api.seen).toEqual([]);
  });

  it('says that nothing answers at an address, and exits with 1', async () => {
    const { exit, err } = await run(
      'assess',
      join(directory, 'input.yaml'),
      '--server',
      'http://127.0.0.1:1',
    );
    expect(exit).toBe(1);
    expect(err).toMatch(/^http:\/\/127\.0\.0\.1:1 does not answer .*--server/);
  });

  it('cancels the run on Ctrl-C, and exits with 1', async () => {
    anApiThatEnds('completed');
    api
      .json('POST /v1/runs/r1/cancel', {})
      .json('GET /v1/runs/r1', aRun('running', ['running', 'running']))
      .on('GET /v1/runs/r1/events', (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': heartbeat\n\n');
        process.emit('SIGINT', 'SIGINT');
      });
    const { exit, err } = await assess();
    expect(exit).toBe(1);
    expect(api.requests('POST /v1/runs/r1/cancel')).toHaveLength(1);
    expect(err).toContain('Cancelling the run');
  });

  it('refuses an address that is none', async () => {
    const { exit, err } = await run('assess', join(directory, 'input.yaml'), '--server', 'localhost:3000');
    expect(exit).toBe(2);
    expect(err).toContain('http://127.0.0.1:3000');
  });
});

describe('infra-mind watch', () => {
  it('shows a run of a server until it ends', async () => {
    anApiThatEnds('completed');
    const { exit, out } = await run('watch', 'r1', '--server', url);
    expect(exit).toBe(0);
    expect(out).toContain('Support assistant: completed');
  });

  it('says what to do when nothing runs here', async () => {
    const { exit, err } = await run('watch', 'r1');
    expect(exit).toBe(1);
    expect(err).toContain('npm start');
  });
});

describe('infra-mind', () => {
  it('prints its version', async () => {
    expect((await run('version')).out).toMatch(/^infra-mind \d+\.\d+\.\d+ \(node \d+/);
  });

  it('says what it does not know and exits with 2', async () => {
    const { exit, err } = await run('asess');
    expect(exit).toBe(2);
    expect(err).toContain('assess');
  });
});
