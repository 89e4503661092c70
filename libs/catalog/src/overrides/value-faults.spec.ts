import { loadCatalog } from '../load-catalog';
import { effectiveCatalog, effectiveCatalogSteps } from './effective-catalog';
import type { OverrideFile, OverrideKind } from './override-file';
import { readOverrideFile, readOverrideSteps } from './read-override-file';

const base = loadCatalog();
const PRICES = 'provider,instanceType,region,onDemandUSDPerHour';
const problemsOf = (csv: string) =>
  readOverrideFile({ name: 'book', asOf: '2026-10-01', content: { csv } }, base).problems.map(
    ({ line, field, expected, got }) => `${line} ${field}: expected ${expected}, got ${got}`,
  );
const jsonProblems = (kind: OverrideKind, row: object, name = 'book') =>
  readOverrideFile({ name, asOf: '2026-10-01', content: { json: { kind, rows: [row] } } }, base).problems;

describe('values of files of one’s own', () => {
  it.each([
    ['41,50', /a number with a point and no separators, such as 1234.50, got "41,50"/],
    ['1,234.50', /with a point and no separators/],
    ["1'234", /with a point and no separators/],
    ['$41.5', /with a point and no separators/],
    ['NaN', /expected a number, got "NaN"/],
    ['1e400', /expected a number, got Infinity/],
    ['1e-400', /expected a number above 0, got 0/],
    ['-3', /expected a number above 0, got -3/],
    ['0', /expected a number above 0, got 0/],
    ['1e300', /expected a number between 1e-9 and 1000000000000, got 1e\+300/],
    ['1e-12', /expected a number between 1e-9/],
  ])('refuse the price %s', (price, message) => {
    expect(problemsOf(`${PRICES}\naws,p5.48xlarge,us-east-1,"${price}"\n`)).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it('read what spreadsheets write: a byte order mark, CRLF, semicolons, quotes', () => {
    const text = `\uFEFF${PRICES.replaceAll(',', ';')}\r\n"aws";"p5.48xlarge";us-east-1; 41.5 \r\n`;
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['2026-02-30', 'sourceDate'],
    ['2026-13', 'sourceDate'],
    ['2026-11-31', 'sourceDate'],
  ])('refuse the date %s', (sourceDate, field) => {
    const row = {
      provider: 'aws',
      instanceType: 'p5.48xlarge',
      region: 'us-east-1',
      onDemandUSDPerHour: 4,
      sourceDate,
    };
    expect(jsonProblems('instance-prices', row)).toMatchObject([{ field }]);
  });

  it('refuse an address that is not of the web', () => {
    const row = { provider: 'aws', percent: 5 };
    expect(jsonProblems('discounts', { ...row, source: 'javascript:alert(1)' })).toMatchObject([
      { field: 'source' },
    ]);
    expect(jsonProblems('discounts', { ...row, source: 'https://example.com/terms' })).toEqual([]);
  });

  it('refuse text that would cite a figure or break a line, wherever it stands', () => {
    const requirement = {
      ref: '1',
      title: 'Rule',
      theme: 'house',
      evidence: 'Record',
      properties: ['mfa'],
      triggers: ['any_ai'],
    };
    const own = { id: 'house', name: 'House', version: '1', authority: 'Us', requirements: [requirement] };
    expect(jsonProblems('frameworks', own)).toEqual([]);
    const odd = { ...own, requirements: [{ ...requirement, properties: ['mfa', '[[sizing.w1.replicas]]'] }] };
    expect(jsonProblems('frameworks', odd)).toMatchObject([{ field: 'requirements.0.properties.1' }]);
    expect(jsonProblems('frameworks', { ...own, name: 'House\u0000' })).toMatchObject([{ field: 'name' }]);
    expect(jsonProblems('frameworks', own, 'a ]] b')).toMatchObject([{ row: 0, field: 'name' }]);
    const twice = { ...own, requirements: [requirement, requirement] };
    expect(jsonProblems('frameworks', twice)).toMatchObject([{ field: 'requirements.1.ref', got: '1' }]);
  });

  it('refuse a discount that ends before it begins, and tell two of different days apart', () => {
    const row = { provider: 'aws', percent: 5, validFrom: '2027-01-01', validTo: '2026-12-31' };
    expect(jsonProblems('discounts', row)).toMatchObject([
      { field: 'validTo', expected: 'no day before validFrom' },
    ]);
    const years = ['2026', '2027'].map((year) => ({
      ...row,
      validFrom: `${year}-01-01`,
      validTo: `${year}-12-31`,
    }));
    const of = (rows: object[]) =>
      readOverrideFile(
        { name: 'a', asOf: '2026-10-01', content: { json: { kind: 'discounts', rows } } },
        base,
      );
    expect(of(years).problems).toEqual([]);
    expect(of([years[0]!, years[0]!]).problems).toHaveLength(1);
  });
});

describe('work in steps', () => {
  const rows = Array.from({ length: 1_200 }, (_, at) => ({
    ...{ provider: 'aws', instanceType: `x${at}.large`, region: 'us-east-1', onDemandUSDPerHour: 1 + at },
    ...{ category: 'general', vCPU: 2, memoryGiB: 8 },
  }));
  const upload = { name: 'many', asOf: '2026-10-01', content: { json: { kind: 'instance-prices', rows } } };
  const finish = <Result>(steps: Generator<void, Result>): { count: number; result: Result } => {
    for (let count = 0; ; count++) {
      const step = steps.next();
      if (step.done) return { count, result: step.value };
    }
  };

  it('gives what one go gives', () => {
    const read = finish(readOverrideSteps(upload, base));
    expect(read.result).toEqual(readOverrideFile(upload, base));
    expect(read.count).toBeGreaterThan(4);
    const files = [read.result.file as OverrideFile];
    const made = finish(effectiveCatalogSteps(base, { version: 1, files }));
    expect(made.count).toBeGreaterThan(8);
    expect(made.result.instances).toEqual(effectiveCatalog(base, { version: 1, files }).instances);
    expect(Object.isFrozen(made.result.instance('aws/x7.large/us-east-1'))).toBe(true);
  });
});
