import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CommandBench } from '../../../../test/support/command-bench';

const EXAMPLES = join(__dirname, '../../../../examples/overrides');
const DATA = join(__dirname, '../../../../libs/catalog/data');

interface Outcome {
  readonly valid: boolean;
  readonly files: ReadonlyArray<{
    readonly file: string;
    readonly kind: string;
    readonly rows: number;
    readonly problems: ReadonlyArray<Record<string, unknown>>;
  }>;
}

describe('infra-mind catalog check', () => {
  let bench: CommandBench;
  beforeEach(async () => {
    bench = await CommandBench.open();
  });
  afterEach(() => bench.close());

  function aFile(name: string, content: unknown): string {
    const path = join(bench.directory, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return path;
  }
  const check = (...args: string[]) => bench.run('catalog', 'check', ...args);
  const json = async (...args: string[]) => {
    const { exit, out } = await check(...args, '--json');
    return { exit, outcome: JSON.parse(out) as Outcome };
  };

  it('finds the shipped catalog right, file by file', async () => {
    const { exit, out } = await check();
    expect(exit).toBe(0);
    expect(out).toContain('cloud_instances.json: 392 rows of catalog, all right');
    expect(out.trim().split('\n')).toHaveLength(8);
  });

  it.each(readdirSync(EXAMPLES).filter((name) => !name.endsWith('.md')))(
    'finds the example %s right, and its name to be its kind',
    async (name) => {
      const { exit, outcome } = await json(join(EXAMPLES, name));
      expect(outcome.files[0]?.problems).toEqual([]);
      expect([exit, outcome.files[0]?.kind]).toEqual([0, name.split('.')[0]]);
    },
  );

  it('takes a right CSV and says what it is', async () => {
    const path = aFile('terms.csv', 'provider,percent\naws,12\n');
    expect(await check(path)).toMatchObject({ exit: 0, out: `${path}: 1 row of discounts, all right\n` });
  });

  it('takes nothing of a day to come, as the API does', async () => {
    const path = aFile('terms.csv', 'provider,percent,sourceDate\naws,12,2999-01-01\n');
    const { exit, outcome } = await json(path);
    expect([exit, outcome.files[0]?.problems]).toMatchObject([2, [{ line: 2, field: 'sourceDate' }]]);
  });

  it('names file, line, row, id and field of each mistake of a CSV, and ends with 2', async () => {
    const path = aFile('terms.csv', 'provider,percent\naws,12\n\nawz,10\naws,none\n');
    const { exit, out } = await check(path);
    expect(exit).toBe(2);
    expect(out.split('\n').slice(0, 3)).toEqual([
      `${path}: 2 mistakes`,
      `  ${path}:4 row 2 (awz/*/*/*/*), provider: expected a provider of the catalog (near: aws, gcp, oci), got awz`,
      `  ${path}:5 row 3 (aws (#3)), percent: expected a number, got "none"`,
    ]);
  });

  it('gives the line of a mistake in JSON', async () => {
    const path = aFile('models.json', {
      kind: 'models',
      rows: [{ id: 'm', name: 'M', family: 'F', layers: 0 }],
    });
    const { exit, outcome } = await json(path);
    expect(exit).toBe(2);
    expect(outcome).toMatchObject({ valid: false, files: [{ file: path, kind: 'models', rows: 0 }] });
    expect(outcome.files[0]?.problems).toContainEqual({
      ...{ file: path, row: 1, line: 8, id: 'm (#1)', field: 'layers' },
      ...{ expected: 'a number above 0', got: '0' },
    });
  });

  it('checks a file of the catalog that is to take the place of the shipped one', async () => {
    const file = JSON.parse(readFileSync(join(DATA, 'accelerators.json'), 'utf8')) as {
      items: Array<Record<string, unknown>>;
    };
    expect((await check(aFile('accelerators.json', file))).exit).toBe(0);
    file.items[0]!.memoryGB = -16;
    const { exit, outcome } = await json(aFile('accelerators.json', file));
    expect(exit).toBe(2);
    expect(outcome.files[0]?.problems).toMatchObject([
      {
        row: 1,
        id: 'v100-sxm2-16gb (#1)',
        field: 'memoryGB',
        got: '-16',
        line: expect.any(Number) as number,
      },
    ]);
    file.items.shift();
    const { out } = await check(aFile('accelerators.json', file));
    expect(out).toMatch(
      /cloud_instances\.json row \d+ \(aws\/p3\.2xlarge\/us-east-1\), acceleratorId: expected an id/,
    );
  });

  it('reads standard input, of the kind that it is told', async () => {
    bench.input = Readable.from(['provider,percent\naws,5\n']);
    expect((await check('-', '--kind', 'discounts')).exit).toBe(0);
  });

  it.each([
    [['--kind', 'prices'], /--kind is one of instance-prices/],
    [['--as-of', 'yesterday'], /a day such as 2026-11-20/],
    [['nowhere.csv'], /there is no such file/],
  ])('refuses %j', async (args, message) => {
    const { exit, err } = await check(...args);
    expect(exit).toBe(2);
    expect(err).toMatch(message);
  });

  it.each([
    ['broken.json', '{"kind": "models",\n', /expected JSON/],
    ['list.json', '[1]', /expected an object/],
    ['empty.csv', '', /expected CSV/],
    ['other.csv', 'a,b\n1,2\n', /the kind of the file/],
  ])('says that %s is no file of facts', async (name, content, message) => {
    const { exit, out } = await check(aFile(name, content));
    expect(exit).toBe(2);
    expect(out).toMatch(message);
  });
});
