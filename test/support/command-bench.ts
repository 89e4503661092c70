import { readStackEnvironment } from '@app/platform';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../apps/cli/src/program';
import { Terminal } from '../../apps/cli/src/terminal/terminal';
import { FakeApi, sseFrame } from './fake-api';

const AGENTS = ['cto', 'mlops'];
const INPUT = 'name: x\nworkloads:\n  - kind: rag\n    traffic: { peakFactor: 0 }\n';

const API_DOCUMENT = {
  components: {
    schemas: { StartReportDto: { properties: { format: { enum: ['html', 'md', 'json', 'pdf', 'csv'] } } } },
  },
  paths: {
    '/v1/runs/{id}/report': {
      get: { parameters: [{ name: 'id' }, { name: 'format', schema: { enum: ['html', 'md', 'json'] } }] },
    },
  },
};

/** What a command line gave back and printed. */
export interface CommandOutcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A directory with an assessment in it, a fake API, and the command line to use them with. */
export class CommandBench {
  /** What standard input gives. */
  input = Readable.from([]);

  private constructor(
    readonly directory: string,
    readonly api: FakeApi,
    readonly url: string,
  ) {}

  static async open(): Promise<CommandBench> {
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-assess-'));
    writeFileSync(join(directory, 'input.yaml'), INPUT);
    const api = new FakeApi().json('GET /openapi.json', API_DOCUMENT);
    return new CommandBench(directory, api, await api.listen());
  }

  async close(): Promise<void> {
    await this.api.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  async run(...args: string[]): Promise<CommandOutcome> {
    const out = new Collected();
    const err = new Collected();
    const terminal = new Terminal(out, err, {});
    const environment = { ...readStackEnvironment(), dataDir: join(this.directory, 'data') };
    const exit = await runCommandLine(args, { terminal, environment, input: this.input });
    return { exit, out: out.text, err: err.text };
  }

  assess(...options: string[]): Promise<CommandOutcome> {
    const place = ['--server', this.url, '--out', join(this.directory, 'out')];
    return this.run('assess', join(this.directory, 'input.yaml'), ...place, ...options);
  }

  /** Makes the API one on which a run ends as `state`. */
  apiThatEnds(state: string, statuses?: readonly string[]): void {
    const reads = [aRun('running', ['running', 'running']), aRun(state, statuses)];
    this.api
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
}

export function aRun(state: string, statuses: readonly string[] = ['succeeded', 'succeeded']): object {
  const agents = AGENTS.map((agent, index) => ({ agent, status: statuses[index], attempts: 1 }));
  const progress = { percent: 100, step: 'finished' };
  return { id: 'r1', assessmentName: 'Support assistant', state, agents, progress };
}

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
