import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { readAs } from '../../../test/support/upload-reading';

const EXAMPLES = join(__dirname, '../../../examples/uploads');

describe('an upload', () => {
  it.each([
    ['terraform-plan', 'aws-plan.json'],
    ['terraform-state', 'azure.tfstate'],
    ['kubernetes', 'serving.yaml'],
    ['bill', 'bill-2026-10.csv'],
    ['actuals', 'actuals-2027-01.csv'],
    ['trace', 'trace.csv'],
    ['price-book', 'price-book.csv'],
  ] as const)('of kind %s is read from the example %s', (kind, name) => {
    const file = readAs(kind, readFileSync(join(EXAMPLES, name)), name);
    expect(file.problems).toEqual([]);
    expect(file.drafts.length > 0 || kind === 'price-book').toBe(true);
  });

  it('has an example of every file that docs name', () => {
    expect(readdirSync(EXAMPLES).length).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ['actuals', '{"a":1}', null, 'the content is json'],
    ['terraform-plan', 'date,category\n', null, 'the content is csv'],
    ['terraform-plan', '%PDF-1.7 ...', null, 'the content is pdf'],
    [
      'kubernetes',
      Buffer.from([0, 159, 146, 150]),
      null,
      'the content is binary, or text in another encoding',
    ],
    ['bill', Buffer.from('\uFEFFmonth,service\n', 'utf16le'), 'bill.csv', 'text in UTF-16: save it as UTF-8'],
    ['evidence', '%PDF-1.7 ...', 'report.png', 'promises png'],
    ['evidence', Buffer.alloc(0), null, 'an empty one'],
    ['bill', '<html></html>', 'bill.csv', 'promises csv'],
  ] as const)('as %s is refused when it is something else than said', (kind, content, name, words) => {
    expect(readAs(kind, content, name).problems).toEqual([
      { line: null, path: '', detail: expect.stringContaining(words) as string },
    ]);
  });

  it('of more changes than any assessment takes is refused', () => {
    const rows = Array.from({ length: 501 }, (_, index) => `2026-10,EC2-Instances,r${index},1`);
    const text = ['month,service,region,amount_usd', ...rows].join('\r\n');
    expect(readAs('bill', text).problems[0]?.detail).toContain('expected up to 500 changes, got 501');
  });

  it('is read out of gzip, and out of a zip with one file', () => {
    const csv = 'month,service,region,amount_usd\n2026-10,EC2-Instances,us-east-1,12.5\n';
    const drafts = readAs('bill', csv).drafts;
    expect(drafts).toHaveLength(1);
    expect(readAs('bill', gzipSync(csv), 'bill.csv.gz').drafts).toEqual(drafts);
    expect(readAs('bill', zipSync({ 'bill.csv': strToU8(csv) }), 'bill.zip').drafts).toEqual(drafts);
    const two = zipSync({ 'a.csv': strToU8(csv), 'b.csv': strToU8(csv) });
    expect(readAs('bill', two).problems[0]?.detail).toBe('expected one file in the archive, got 2');
  });

  it('may end its lines in any way', () => {
    const csv = 'month,service,region,amount_usd\n2026-10,EC2-Instances,us-east-1,12.5\n';
    const { drafts } = readAs('bill', csv);
    for (const end of ['\r\n', '\r'])
      expect(readAs('bill', csv.replaceAll('\n', end)).drafts).toEqual(drafts);
  });

  it('names the file of an archive of manifests that is wrong', () => {
    const good = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n';
    const packed = zipSync({
      'a.yaml': strToU8(good),
      'b/b.yaml': strToU8('apiVersion: v1\nkind: [\n'),
      'notes.txt': strToU8('x'),
    });
    const [problem] = readAs('kubernetes', packed).problems;
    expect(problem).toMatchObject({
      path: 'b/b.yaml',
      detail: expect.stringContaining('expected YAML') as string,
    });
  });

  it('of evidence is not read, and its archive is still held to the limits', () => {
    expect(readAs('evidence', '{"broken', 'notes.json')).toMatchObject({
      form: 'json',
      text: null,
      problems: [],
    });
    const bomb = gzipSync(Buffer.alloc(3_000_000));
    expect(readAs('evidence', bomb, 'log.gz').problems[0]?.detail).toContain('it is not unpacked: more than');
  });

  it.each([
    ['a gzip of much of the same', gzipSync(Buffer.alloc(3_000_000))],
    ['a zip of much of the same', zipSync({ a: new Uint8Array(3_000_000) })],
    [
      'a zip of many files',
      zipSync(Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, strToU8('x')]))),
    ],
    [
      'a zip of files that come to much together',
      zipSync(Object.fromEntries(['a', 'b', 'c'].map((n) => [n, Buffer.alloc(900_000, n)]))),
    ],
  ])('is not unpacked when it is %s', (_what, content) => {
    expect(readAs('bill', content).problems[0]?.detail).toMatch(/^it is not unpacked: /);
  });

  it('is refused when its archive ends in the middle', () => {
    const whole = zipSync({ 'bill.csv': strToU8('month,service\n'.repeat(500)) });
    for (const part of [0.4, 0.7, 0.95]) {
      const [problem] = readAs('bill', whole.subarray(0, Math.floor(whole.length * part))).problems;
      expect(problem?.detail).toMatch(/whole/);
    }
    expect(readAs('bill', gzipSync('month,service').subarray(0, 20)).problems[0]?.detail).toMatch(/whole/);
  });
});
