import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CommandBench } from '../../../../test/support/command-bench';

const BENCHMARKS = join(__dirname, '../../../../libs/catalog/data/benchmarks.json');
const items = (JSON.parse(readFileSync(BENCHMARKS, 'utf8')) as { items: Array<Record<string, unknown>> })
  .items;

interface Outcome {
  readonly rows: ReadonlyArray<Record<string, unknown>>;
  readonly summary: Record<string, number>;
}

describe('infra-mind validate-sizing', () => {
  let bench: CommandBench;
  beforeEach(async () => {
    bench = await CommandBench.open();
  });
  afterEach(() => bench.close());

  function aFile(content: unknown): string {
    const path = join(bench.directory, 'rows.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  it('gives one JSON object with every row and the summary', async () => {
    const { exit, out } = await bench.run('validate-sizing', BENCHMARKS, '--json');
    const { rows, summary } = JSON.parse(out) as Outcome;
    expect(exit).toBe(0);
    expect(rows.map((row) => row.id)).toEqual(items.map((row) => row.id));
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['id', 'predicted', 'low', 'high', 'measured', 'error']);
    }
    for (const { predicted, low, high, measured, error } of rows as Array<Record<string, number>>) {
      expect(low).toBeLessThan(predicted!);
      expect(high).toBeGreaterThan(predicted!);
      expect(error).toBeCloseTo(predicted! / measured! - 1, 10);
    }
    expect(summary).toMatchObject({ rows: items.length, notPredicted: 0 });
    expect(summary.medianAbsoluteError).toBeLessThanOrEqual(0.1);
    expect(summary.insideInterval).toBeGreaterThanOrEqual(0.75);
    expect(summary.insideInterval).toBeLessThanOrEqual(0.9);
  });

  it('prints a line for each row and the summary for people', async () => {
    const { out } = await bench.run('validate-sizing', BENCHMARKS);
    expect(out).toMatch(/^bm-001 .*28312 .*%  output tokens\/s$/m);
    expect(out).toMatch(/^median absolute error +\d+\.\d %$/m);
    expect(out).toContain(`${items.length} rows, 0 of them not predicted`);
  });

  it('takes rows of others: a bare list, fields it does not know, fields left out', async () => {
    const [first] = items;
    const { engine: _engine, sourceDate: _date, source: _source, ...sparse } = first!;
    const path = aFile([{ ...sparse, id: 'mine', holdout: true }]);
    const { rows } = JSON.parse((await bench.run('validate-sizing', path, '--json')).out) as Outcome;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ id: 'mine', measured: first!.value });
    expect(rows[0]?.predicted).toEqual(expect.any(Number));
  });

  it('keeps rows it cannot predict and says why', async () => {
    const path = aFile({
      items: [{ ...items[0], id: 'odd', modelId: 'no-such-model' }, { id: 'broken' }, 7],
    });
    const { exit, out } = await bench.run('validate-sizing', path, '--json');
    const { rows, summary } = JSON.parse(out) as Outcome;
    expect(exit).toBe(0);
    expect(summary).toMatchObject({ rows: 3, notPredicted: 3 });
    expect(rows[0]).toMatchObject({ id: 'odd', predicted: null, measured: items[0]?.value });
    expect(rows[0]?.reason).toContain('no-such-model');
    expect(rows[1]).toMatchObject({ id: 'broken', predicted: null, error: null });
    expect(rows[1]?.reason).toContain('names no model');
    expect(rows[2]?.id).toBe('#3');
    expect((await bench.run('validate-sizing', path)).out).toContain('odd     not predicted: model no-such');
  });

  it('keeps the order of the file, also of rows that share an id', async () => {
    const [first] = items;
    const path = aFile({
      rows: [
        7,
        { ...first, id: 'same', modelId: 'no-such-model', value: 3 },
        { ...first, id: 'same' },
        { ...first, id: 'same', unit: 'J/token', value: 5 },
        { ...first, id: 'last', precision: null },
      ],
    });
    const { rows } = JSON.parse((await bench.run('validate-sizing', path, '--json')).out) as Outcome;
    expect(rows.map(({ id, measured }) => [id, measured])).toEqual([
      ['#1', null],
      ['same', 3],
      ['same', first!.value],
      ['same', 5],
      ['last', first!.value],
    ]);
    expect(rows.map(({ predicted }) => predicted !== null)).toEqual([false, false, true, false, true]);
    expect(Object.keys(rows[3]!)).toEqual(['id', 'predicted', 'low', 'high', 'measured', 'error', 'reason']);
    const lines = (await bench.run('validate-sizing', path)).out.split('\n');
    expect(lines.slice(1, 5).map((line) => line.includes('not predicted'))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(lines[5]).toMatch(/output tokens\/s \(assumed: weights in bf16\)$/);
  });

  it('sums up what the rows say, counted anew', async () => {
    const even = items.slice(0, 40);
    const { rows, summary } = JSON.parse(
      (await bench.run('validate-sizing', aFile([...even, { id: 'odd' }]), '--json')).out,
    ) as { rows: Array<Record<string, number>>; summary: Record<string, number> };
    const judged = rows.slice(0, 40) as Array<{ error: number; measured: number; low: number; high: number }>;
    const errors = judged.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
    expect(summary).toMatchObject({ rows: 41, notPredicted: 1 });
    expect(summary.medianAbsoluteError).toBeCloseTo((errors[19]! + errors[20]!) / 2, 12);
    expect(summary.p90AbsoluteError).toBe(errors[35]);
    expect(summary.withinQuarter).toBe(errors.filter((error) => error <= 0.25).length / 40);
    const inside = judged.filter(({ measured, low, high }) => low <= measured && measured <= high);
    expect(summary.insideInterval).toBe(inside.length / 40);
  });

  it('takes a file without rows, and one that begins with a byte order mark', async () => {
    const none = await bench.run('validate-sizing', aFile({ items: [] }), '--json');
    expect(JSON.parse(none.out)).toEqual({ rows: [], summary: { rows: 0, notPredicted: 0 } });
    expect((await bench.run('validate-sizing', aFile([]))).out).toContain('median absolute error   none');
    const marked = aFile(`\uFEFF${JSON.stringify(items.slice(0, 1))}`);
    expect(
      (JSON.parse((await bench.run('validate-sizing', marked, '--json')).out) as Outcome).rows,
    ).toHaveLength(1);
  });

  it('reads standard input', async () => {
    bench.input = Readable.from([JSON.stringify(items.slice(0, 2))]);
    const { out } = await bench.run('validate-sizing', '-', '--json');
    expect((JSON.parse(out) as Outcome).rows).toHaveLength(2);
  });

  it.each([
    ['is not there', '/no/such/file.json', /there is no such file/],
    ['is no JSON', undefined, /is not valid JSON/],
  ])('says what is wrong with a file that %s', async (_what, path, words) => {
    const { exit, err } = await bench.run('validate-sizing', path ?? aFile('{'));
    expect(exit).toBe(2);
    expect(err).toMatch(words);
  });

  it('says what it expects of a file that holds something else', async () => {
    const { exit, err } = await bench.run('validate-sizing', aFile({ name: 'x' }));
    expect(exit).toBe(2);
    expect(err).toContain('expected { "items": [...] }');
  });
});
