import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliProcess } from '../support/cli-process';
import { until } from '../support/until';

const EXAMPLE = join(__dirname, '../../examples/support-assistant-gdpr.yaml');

let directory: string;
let commands: CliProcess[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'infra-mind-e2e-'));
  commands = [];
});
afterEach(async () => {
  for (const command of commands) await command.end();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** The processes that the running stack has written down: its own and what it started. */
function stackPids(): number[] {
  const record = JSON.parse(readFileSync(join(directory, 'data', 'stack.lock'), 'utf8'));
  return [record.holder.pid, ...record.children.map((child: { readonly pid: number }) => child.pid)];
}

function running(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      process.kill(pid, 0);
      return !isZombie(pid);
    } catch {
      return false;
    }
  });
}

/** An orphan that has ended stays listed until the first process of a container looks, which some never do. */
function isZombie(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && readFileSync(stat, 'utf8').split(') ')[1]?.startsWith('Z') === true;
}

/** Runs the built command line on data of this test, on ports that are free. */
function launch(args: readonly string[]): CliProcess {
  const env = { DATA_DIR: join(directory, 'data'), API_PORT: '0', WORKER_PORT: '0' };
  const command = new CliProcess(args, env, directory);
  commands.push(command);
  return command;
}

describe('the one-machine stack', () => {
  it('assesses a file from nothing, writes the reports and leaves nothing running', async () => {
    const command = launch(['assess', EXAMPLE, '--out', join(directory, 'out'), '--json']);
    await command.says(/The API is ready/);
    const pids = stackPids();
    expect(pids.length).toBeGreaterThanOrEqual(5);
    expect(await command.exited).toEqual([0, null]);

    const result = JSON.parse(command.out);
    expect(result.run).toMatchObject({ state: 'completed', missingAgents: [] });
    expect(result.run.agents).toHaveLength(11);
    expect(result.recommendations.length).toBeGreaterThan(0);
    for (const { headline } of result.recommendations) expect(headline).not.toMatch(/\[\[|…/);
    const files = ['md', 'html', 'json'].map((format) => join(directory, 'out', `report.${format}`));
    expect(result.files).toEqual(files);
    for (const file of files) expect(readFileSync(file, 'utf8')).toContain('Customer support assistant');
    expect(running(pids)).toEqual([]);
    expect(existsSync(join(directory, 'data', 'stack.lock'))).toBe(false);
  });

  it('serves until it is told to stop, refuses a second start, and takes up its data after kill -9', async () => {
    const first = launch(['start']);
    const [, url = ''] = await first.says(/API {8}(http:\S+)/);
    const body = readFileSync(EXAMPLE, 'utf8');
    const headers = { 'Content-Type': 'application/yaml' };
    const created = await fetch(`${url}/v1/assessments`, { method: 'POST', headers, body });
    const { id } = (await created.json()) as { readonly id: string };
    const pids = stackPids();

    const refused = launch(['start']);
    expect(await refused.exited).toEqual([1, null]);
    expect(refused.err).toContain(`Process ${pids[0]} already runs on the data`);
    expect(await fetch(`${url}/ready`)).toMatchObject({ status: 200 });

    first.signal('SIGKILL');
    await until(() => running(pids).length === 0);

    const second = launch(['start']);
    const [, urlNow = ''] = await second.says(/API {8}(http:\S+)/);
    expect(await fetch(`${urlNow}/v1/assessments/${id}`)).toMatchObject({ status: 200 });
    const pidsNow = stackPids();
    second.signal('SIGINT');
    expect(await second.exited).toEqual([0, null]);
    expect(running(pidsNow)).toEqual([]);
  });

  it('ends with 2 and the line of the mistake for a file that the API refuses', async () => {
    const file = join(directory, 'wrong.yaml');
    writeFileSync(file, 'name: x\nworkloads:\n  - kind: rag\n    trafic: { requestsPerDay: 10 }\n');
    const command = launch(['assess', file, '--out', join(directory, 'out')]);
    expect(await command.exited).toEqual([2, null]);
    expect(command.err).toMatch(/wrong\.yaml:4:5 {2}\/workloads\/0\/trafic\n.*did you mean "traffic"/);
  });
});
