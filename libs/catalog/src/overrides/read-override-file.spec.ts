import { loadCatalog } from '../load-catalog';
import { effectiveCatalog } from './effective-catalog';
import { OVERRIDE_KINDS, type OverrideKind } from './override-file';
import { overrideColumns } from './override-schema';
import { readOverrideFile } from './read-override-file';

const base = loadCatalog();
const csv = (text: string, kind?: OverrideKind) =>
  readOverrideFile({ name: 'book', asOf: '2026-10-01', kind, content: { csv: text } }, base);
const json = (value: unknown) =>
  readOverrideFile({ name: 'book', asOf: '2026-10-01', content: { json: value } }, base);

describe('readOverrideFile', () => {
  it('reads prices from CSV and knows their kind by the columns', () => {
    const text =
      'provider,instanceType,region,onDemandUSDPerHour,note\naws,p5.48xlarge,us-east-1,41.5,"EA, 2026"\n';
    expect(csv(text)).toEqual({
      kind: 'instance-prices',
      problems: [],
      file: {
        ...{ kind: 'instance-prices', name: 'book', asOf: '2026-10-01', confidence: 'high' },
        rows: [
          {
            provider: 'aws',
            instanceType: 'p5.48xlarge',
            region: 'us-east-1',
            onDemandUSDPerHour: 41.5,
            note: 'EA, 2026',
          },
        ],
      },
    });
  });

  it('names file, line, id, field, expectation and find of every bad row', () => {
    const text = [
      'provider,instanceType,region,onDemandUSDPerHour',
      'aws,p5.48xlarge,us-east-1,-3',
      'aws,p5.48xlarge,us-east-1,"1,234.5"',
      'awz,p5.48xlarge,us-east-1,3',
      'aws,p5.48xlarge,us-east-1,',
    ].join('\n');
    const found = csv(text);
    expect(found.file).toBeNull();
    const at = { file: 'book' };
    expect(found.problems).toEqual([
      {
        ...at,
        row: 1,
        line: 2,
        id: 'p5.48xlarge (#1)',
        field: 'onDemandUSDPerHour',
        expected: 'a number above 0',
        got: '-3',
      },
      {
        ...at,
        row: 2,
        line: 3,
        id: 'p5.48xlarge (#2)',
        field: 'onDemandUSDPerHour',
        expected: 'a number with a point and no separators, such as 1234.50',
        got: '"1,234.5"',
      },
      {
        ...at,
        row: 3,
        line: 4,
        id: 'p5.48xlarge (#3)',
        field: 'provider',
        expected: 'one of aws, azure, gcp, oci, lambda',
        got: '"awz"',
      },
      {
        ...{ ...at, row: 4, line: 5, id: 'aws/p5.48xlarge/us-east-1', field: 'onDemandUSDPerHour' },
        ...{ expected: 'a price for at least one way of buying', got: 'nothing' },
      },
    ]);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'an instance nobody lists',
      'provider,instanceType,region,onDemandUSDPerHour\naws,p5.48xlarg,us-east-1,3',
      'category',
      /near: aws\/p5\.48xlarge/,
    ],
    [
      'an accelerator nobody lists',
      'id,acceleratorId,acceleratorsPerServer,servers,purchaseUSDPerServer,depreciationYears,powerKW,usdPerKWh\na,h100,8,1,1,5,10,0.1',
      'acceleratorId',
      /h100-sxm5-80gb/,
    ],
    [
      'a discount on nothing',
      'provider,percent,instanceFamily\naws,10,zz',
      'instanceFamily',
      /no row falls under/,
    ],
    ['a discount of nobody', 'provider,percent\nawz,10', 'provider', /near: aws/],
    ['a discount that is no discount', 'provider,percent\naws,100', 'percent', /below 100/],
    [
      'a unit of another service',
      'provider,service,region,priceUSD,unit\naws,EBS gp3,us-east-1,1,month',
      'unit',
      /GB-month/,
    ],
    [
      'an API price without its half',
      'id,inputUSDPerMTok\nopenai/gpt-5,1',
      'outputUSDPerMTok',
      /output tokens/,
    ],
    ['the same row twice', 'provider,percent\naws,1\naws,2', '(row)', /one row of this id/],
    ['a column of no meaning', 'provider,percent,persent\naws,1,2', 'kind', /kind of the file/],
    ['an empty file', '', '(file)', /CSV/],
  ])('refuses %s', (_, text, field, expected) => {
    const found = csv(text);
    expect(found.file).toBeNull();
    expect(found.problems[0]).toMatchObject({ field, expected: expect.stringMatching(expected) as string });
  });

  it('says which columns of a kind are unknown or missing', () => {
    const { problems } = csv('provider,persent\naws,1', 'discounts');
    expect(problems.map(({ field, expected }) => [field, expected])).toEqual([
      ['persent', 'a column of discounts; near: percent, region, service'.replace('region', 'regions')],
      ['percent', 'this column'],
    ]);
  });

  it('takes lists and several lines of one framework', () => {
    const head = 'id,name,version,authority,ref,title,theme,evidence,properties,triggers';
    const line = (ref: string, properties: string) =>
      `house,House policy,3,Board,${ref},Do ${ref},encryption,Proof,${properties},any_org`;
    const { file, problems } = csv([head, line('1', 'rbac | mfa'), line('2', '')].join('\n'));
    expect(problems).toEqual([]);
    expect(file).toMatchObject({
      kind: 'frameworks',
      rows: [
        {
          id: 'house',
          requirements: [
            { ref: '1', properties: ['rbac', 'mfa'] },
            { ref: '2', properties: [] },
          ],
        },
      ],
    });
  });

  it('reads JSON, what the file says of itself before what was said of it', () => {
    const given = {
      kind: 'discounts',
      name: 'EA 2026',
      asOf: '2026-01-02',
      rows: [{ provider: 'aws', percent: 10 }],
    };
    expect(json(given).file).toEqual({ ...given, confidence: 'high' });
  });

  it.each([
    [null, '(file)', 'an object'],
    [{ kind: 'prices', rows: [{}] }, 'kind', 'one of instance-prices'],
    [{ kind: 'discounts', rows: [] }, 'rows', 'a list of at least 1 entries'],
    [{ kind: 'discounts', rows: [{ provider: 'aws', percent: 1 }], asof: 1 }, 'asof', 'near: asOf'],
    [{ kind: 'discounts', rows: [7] }, '(row)', 'an object'],
    [
      { kind: 'models', rows: [{ id: 'm', name: 'M', totalParamsB: 1, activeParamsB: 2 }] },
      'layers',
      'a number',
    ],
  ])('refuses the JSON %j', (value, field, expected) => {
    const { file, problems } = json(value);
    expect(file).toBeNull();
    expect(problems).toContainEqual(
      expect.objectContaining({ field, expected: expect.stringContaining(expected) as string }),
    );
  });

  it('names each bad value of a random table, and takes the table without them', () => {
    let state = 7;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const rows = base.apiPrices.filter(({ kind }) => kind === 'chat').slice(0, 60);
    for (let round = 0; round < 20; round++) {
      const bad = new Set(rows.flatMap((_, index) => (random(4) === 0 ? [index] : [])));
      const line = (id: string, index: number) => `${id},${bad.has(index) ? 'x' : 1 + random(9)},2`;
      const lines = rows.map(({ id }, index) => line(id, index));
      const { file, problems } = csv(['id,inputUSDPerMTok,outputUSDPerMTok', ...lines].join('\r\n'));
      expect(problems.map((problem) => problem.row - 1)).toEqual([...bad]);
      expect(problems.every((problem) => problem.line === problem.row + 1)).toBe(true);
      expect(file === null).toBe(bad.size > 0);
    }
  });

  it('gives every kind columns, and a file that an effective catalog can be made of', () => {
    for (const kind of OVERRIDE_KINDS)
      expect(overrideColumns(kind).some(({ required }) => required)).toBe(true);
    const { file } = csv('provider,percent\ngcp,5');
    expect(effectiveCatalog(base, { version: 1, files: [file!] }).overrides.version).toBe(1);
  });
});
