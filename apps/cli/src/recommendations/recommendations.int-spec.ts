import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBench } from '../../../../test/support/command-bench';

const ITEM = {
  id: 'a1:w1.commit',
  title: 'Commit [[f]]',
  headline: 'Commit to 3 machines',
  severity: 'medium',
  status: 'proposed',
  owner: 'ada',
  dueDate: '2026-01-31',
  overdue: true,
  current: true,
  saving: { usdPerMonth: 1234.4 },
  version: 7,
  implementation: { effort: 'weeks', personDays: { low: 5, high: 20 } },
};
const PATH = '/v1/recommendations/a1%3Aw1.commit';

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

const run = (...args: string[]) => bench.run('recommendations', ...args, '--server', bench.url);

describe('infra-mind recommendations', () => {
  it('lists what to do, how it stands, and the id to decide on it', async () => {
    bench.api.json('GET /v1/recommendations', { items: [ITEM], nextCursor: null });
    const { exit, out } = await run('list', '--status', 'proposed', '--overdue');
    expect(exit).toBe(0);
    expect(out).toContain('1 recommendation, 1 overdue');
    expect(out).toContain('Commit to 3 machines');
    expect(out).toContain(
      'medium · proposed, ada, due 2026-01-31, overdue · weeks (5 to 20 person-days) · saves USD 1,234 a month',
    );
    expect(out).toContain('a1:w1.commit');
    expect(bench.api.seen[0]?.path).toBe('/v1/recommendations?status=proposed&overdue=true&limit=100');
  });

  it('follows the pages of a list, and prints them as one with --json', async () => {
    bench.api.on('GET /v1/runs/r1/recommendations', (request, response) => {
      const isFirst = !request.url?.includes('cursor=');
      response.end(
        JSON.stringify({ items: [{ ...ITEM, id: isFirst ? 'x' : 'y' }], nextCursor: isFirst ? 'c' : null }),
      );
    });
    const { out } = await run('list', '--run', 'r1', '--json');
    expect(JSON.parse(out)).toMatchObject({ items: [{ id: 'x', version: 7 }, { id: 'y' }] });
  });

  it('says what the newest result does not recommend any more', async () => {
    bench.api.json('GET /v1/recommendations', { items: [{ ...ITEM, current: false }] });
    expect((await run('list')).out).toContain('overdue, not in the newest result · weeks');
  });

  it('takes a run or an assessment, and a saving where something was agreed to', async () => {
    const both = await run('list', '--run', 'r1', '--assessment', 'a1');
    expect([both.exit, bench.api.seen]).toEqual([2, []]);
    expect(both.err).toContain('nothing beside --run');
    bench.api.json(`GET ${PATH}`, ITEM).json(`PATCH ${PATH}`, { id: ITEM.id, status: 'accepted' });
    const saved = ['--saved-usd', '90', '--evidence', 'Bill 7'];
    expect((await run('accept', ITEM.id, ...saved)).exit).toBe(0);
    expect((await run('reject', ITEM.id, ...saved)).exit).toBe(2);
  });

  it('says so when there is none', async () => {
    bench.api.json('GET /v1/recommendations', { items: [] });
    expect((await run('list')).out).toBe('No recommendation is like that.\n');
  });

  it.each([
    ['accept', 'accepted'],
    ['reject', 'rejected'],
    ['done', 'done'],
    ['reopen', 'proposed'],
  ])('%s makes it %s, at the version that was read', async (verb, status) => {
    bench.api.json(`GET ${PATH}`, ITEM).json(`PATCH ${PATH}`, { id: ITEM.id, status });
    const words = ['--comment', 'Because.', '--by', 'cfo', '--owner', 'bob', '--due', '2026-12-31'];
    const { exit, out } = await run(verb, ITEM.id, ...words);
    expect(exit).toBe(0);
    expect(out).toBe(`Commit to 3 machines: proposed → ${status}\n`);
    const [sent] = bench.api.requests(`PATCH ${PATH}`);
    expect(sent?.headers['if-match']).toBe('"v7"');
    expect(JSON.parse(sent!.body)).toEqual({
      status,
      comment: 'Because.',
      by: 'cfo',
      owner: 'bob',
      dueDate: '2026-12-31',
    });
  });

  it('tells what is saved in fact, with its evidence and not without', async () => {
    bench.api.json(`GET ${PATH}`, ITEM).json(`PATCH ${PATH}`, { id: ITEM.id, status: 'done' });
    const { out } = await run('done', ITEM.id, '--saved-usd', '90', '--evidence', 'Bill 7', '--json');
    expect(JSON.parse(out)).toMatchObject({ id: ITEM.id, status: 'done' });
    const [sent] = bench.api.requests(`PATCH ${PATH}`);
    expect(JSON.parse(sent!.body)).toEqual({
      status: 'done',
      realisedSaving: { usdPerMonth: 90, evidence: 'Bill 7' },
    });
    for (const wrong of [
      ['--saved-usd', '90'],
      ['--saved-usd', 'much', '--evidence', 'x'],
      ['--saved-usd', '', '--evidence', 'x'],
      ['--evidence', 'x'],
    ]) {
      expect((await run('done', ITEM.id, ...wrong)).exit).toBe(2);
    }
    expect(bench.api.requests(`PATCH ${PATH}`)).toHaveLength(1);
  });

  it('says in the words of the API what may not be', async () => {
    const detail = 'Recommendation a1:w1.commit is proposed and cannot become done.';
    bench.api
      .json(`GET ${PATH}`, ITEM)
      .json(`PATCH ${PATH}`, { code: 'recommendation.status-not-allowed', title: 'Conflict', detail }, 409);
    const { exit, err } = await run('done', ITEM.id);
    expect(exit).toBe(1);
    expect(err).toContain(detail);
  });

  it('writes the files of a deployment, and says what is to be filled in', async () => {
    bench.api.json(`GET ${PATH}/deployment`, {
      files: [{ path: 'terraform/main.tf', mediaType: 'text/x-hcl', content: 'locals {}\n' }],
      open: [{ file: 'terraform/variables.tf', name: 'ami_type', why: 'No images are known.' }],
      notes: ['A beginning.'],
    });
    const directory = join(bench.directory, 'deploy');
    const { exit, out } = await run('deployment', ITEM.id, '--out', directory);
    expect(exit).toBe(0);
    expect(readFileSync(join(directory, 'terraform/main.tf'), 'utf8')).toBe('locals {}\n');
    expect(out).toContain('ami_type in terraform/variables.tf: No images are known.');
    expect(out).toContain('A beginning.');
    const asJson = await run('deployment', ITEM.id, '--out', directory, '--json');
    expect(JSON.parse(asJson.out)).toMatchObject({ files: [join(directory, 'terraform/main.tf')] });
  });

  it('writes no file outside of the directory, whatever the server says', async () => {
    const files = [{ path: 'a/../../escaped.tf', content: 'x' }];
    bench.api.json(`GET ${PATH}/deployment`, { files });
    const { exit, err } = await run('deployment', ITEM.id, '--out', join(bench.directory, 'deploy'));
    expect(exit).toBe(1);
    expect(err).toContain('outside of the directory');
    expect(existsSync(join(bench.directory, 'escaped.tf'))).toBe(false);
  });
});
