import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBench } from '../../../../test/support/command-bench';

const BUDGET = {
  ...{ id: 'b1', version: 3, name: 'Assistant 2027', assessmentId: null, totalUsd: 24_000, forecast: null },
  lines: [
    { month: '2027-01', category: 'compute', usd: 12_000 },
    { month: '2027-02', category: 'compute', usd: 12_000 },
  ],
};
const row = (month: string, actualUsd: number | null, category: string | null = null) => ({
  ...{
    id: `${month}.`,
    month,
    category,
    budgetUsd: 12_000,
    actualUsd,
    forecastP50Usd: null,
    forecastP90Usd: null,
  },
  varianceUsd: actualUsd === null ? null : actualUsd - 12_000,
});
const alert = (message: string, acknowledgement: object | null) => ({
  severity: 'high',
  message,
  acknowledgement,
});

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

const run = (...args: string[]) => bench.run('budgets', ...args, '--server', bench.url);
const file = (name: string, text: string): string => {
  const path = join(bench.directory, name);
  writeFileSync(path, text);
  return path;
};
const bodyOf = (route: string) => JSON.parse(bench.api.requests(route).at(-1)?.body ?? 'null') as unknown;

describe('infra-mind budgets', () => {
  it('shows month by month what is known, and open alerts', async () => {
    bench.api
      .json('GET /v1/budgets/b1', BUDGET)
      .json('GET /v1/budgets/b1/variance', {
        items: [row('2027-01', 13_500.5), row('2027-01', 13_500.5, 'compute'), row('2027-02', null)],
        nextCursor: null,
      })
      .json('GET /v1/budgets/b1/alerts', {
        items: [alert('Above the budget.', null), alert('Seen.', { at: 'x', note: null })],
        nextCursor: null,
      });
    const { exit, out } = await run('show', 'b1');
    expect(exit).toBe(0);
    expect(out).toContain('Assistant 2027: USD 24,000.00 planned');
    expect(out).toMatch(/^2027-01 {2}12,000\.00 {2}13,500\.50 {2}1,500\.50 +– +–$/m);
    expect(out).toMatch(/^2027-02 {2}12,000\.00 {2}– +– +– +–$/m);
    expect(out.match(/^2027-/gm)).toHaveLength(2);
    expect(out).toContain('high: Above the budget.');
    expect(out).not.toContain('Seen.');
    const json = JSON.parse((await run('show', 'b1', '--json')).out) as { variance: unknown[] };
    expect(json.variance).toHaveLength(3);
  });

  it('stores a budget from a file, and replaces the plan of one at the version that it has read', async () => {
    const path = file(
      'plan.yaml',
      'name: A\nlines:\n  - { month: 2027-01, category: compute, usd: 12000 }\n',
    );
    bench.api.json('POST /v1/budgets', BUDGET, 201).json('GET /v1/budgets/b1', BUDGET);
    expect((await run('set', path)).out).toContain(
      'b1  24,000.00    2027-01 to 2027-02  none      Assistant 2027',
    );
    const plan = { name: 'A', lines: [{ month: '2027-01', category: 'compute', usd: 12_000 }] };
    expect(bodyOf('POST /v1/budgets')).toEqual(plan);
    const errors = [{ pointer: '/lines/0/usd', detail: 'expected a number from 0' }];
    bench.api.json('PUT /v1/budgets/b1', { status: 400, code: 'x', detail: 'See errors.', errors }, 400);
    const { exit, err } = await run('set', path, '--id', 'b1');
    expect([exit, bench.api.requests('PUT /v1/budgets/b1')[0]?.headers['if-match']]).toEqual([2, '"v3"']);
    expect(err).toMatch(/plan\.yaml:3:\d+ {2}\/lines\/0\/usd/);
    expect((await run('set', file('list.yaml', '- 1\n'))).err).toContain(
      'does not hold a budget: expected fields',
    );
  });

  it('attaches the forecast of one run or of the newest of an assessment', async () => {
    const forecast = { runId: 'r1', asOf: '2026-11-20', months: [] };
    bench.api.json('GET /v1/budgets/b1', BUDGET).json('PUT /v1/budgets/b1/forecast', { ...BUDGET, forecast });
    expect((await run('forecast', 'b1', '--run', 'r1', '--first-month', '2027-01')).out).toContain(
      '2026-11-20',
    );
    expect(bodyOf('PUT /v1/budgets/b1/forecast')).toEqual({ runId: 'r1', firstMonth: '2027-01' });
    expect((await run('forecast', 'b1')).exit).toBe(2);
  });

  it('stores actuals, and says which rows of a dry run are wrong', async () => {
    const path = file('january.csv', 'date,category,amount_usd\n2027-01,compute,1\n');
    bench.api.json('POST /v1/budgets/b1/actuals', { outcome: 'stored', rows: 1, problems: [] }, 201);
    expect(await run('actuals', 'b1', path)).toMatchObject({ exit: 0, out: '1 row: stored\n' });
    expect(bodyOf('POST /v1/budgets/b1/actuals')).toMatchObject({ fileName: 'january.csv' });
    const problems = [{ pointer: '/csv/2/date', detail: 'expected a day' }];
    bench.api.json('POST /v1/budgets/b1/actuals', { outcome: 'dry-run', rows: 1, problems });
    const { exit, out } = await run('actuals', 'b1', path, '--dry-run');
    expect(exit).toBe(2);
    expect(out).toContain('/csv/2/date  expected a day');
    expect((await run('actuals', 'b1', 'none.csv')).err).toContain('there is no such file');
  });

  it('lists budgets', async () => {
    bench.api.json('GET /v1/budgets', { items: [], nextCursor: null });
    expect((await run('list', '--assessment', 'a1')).out).toContain('budgets set');
    expect(bench.api.requests('GET /v1/budgets')[0]?.path).toContain('assessmentId=a1');
  });
});
