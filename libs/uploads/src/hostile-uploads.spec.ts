import { loadCatalog } from '@app/catalog';
import { strToU8, zipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { machineIndexOf } from './machine-index';
import { MOST_PROBLEMS } from './problem-list';
import { readUpload } from './read-upload';
import { UPLOAD_KINDS, type UploadKind } from './upload';

const EXAMPLES = join(__dirname, '../../../examples/uploads');
const index = machineIndexOf(loadCatalog());
const limits = { entries: 20, totalBytes: 1_000_000, ratio: 100 };
const SEEDS: ReadonlyArray<readonly [UploadKind, string]> = [
  ['terraform-plan', 'aws-plan.json'],
  ['terraform-state', 'azure.tfstate'],
  ['kubernetes', 'serving.yaml'],
  ['bill', 'bill-2026-10.csv'],
  ['actuals', 'actuals-2027-01.csv'],
  ['trace', 'trace.csv'],
];
/** What mistakes and attacks are made of. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\n',
    '---\n',
    '&a ',
    '*a',
    '!!js ',
    '<<: *a',
    '\0',
    '\uFEFF',
    '\\',
    '-',
  ],
  ...['"__proto__":{"polluted":1},', '__proto__: { polluted: 1 }\n', 'constructor: { prototype: {} }\n'],
  ...[
    '1e999',
    '-1',
    '99999999999999999999',
    'NaN',
    'null',
    'true',
    '\u202E',
    '\uD800',
    '[[[[[[[[',
    '- - - - - -',
  ],
];

/** A generator of its own (mulberry32): the same seed gives the same files. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function mutated(content: Buffer, random: (below: number) => number): Buffer {
  let file = Buffer.from(content);
  for (let change = random(4); change >= 0; change -= 1) {
    const at = random(file.length + 1);
    const way = random(5);
    if (way === 0) file = file.subarray(0, at);
    else if (way === 1) file = Buffer.concat([file.subarray(0, at), file.subarray(at + random(40))]);
    else if (way === 2) file = Buffer.concat([file, file.subarray(0, at)]);
    else if (way === 3 && file.length > 0) file.writeUInt8(random(256), at % file.length);
    else
      file = Buffer.concat([
        file.subarray(0, at),
        Buffer.from(PIECES[random(PIECES.length)] ?? ''),
        file.subarray(at),
      ]);
  }
  return file;
}

/** Reads it, and holds what comes of it to what every file must give. */
function holds(kind: UploadKind, content: Uint8Array): boolean {
  const read = readUpload({ kind, content, fileName: null, limits, index });
  const { problems, drafts, seen } = read;
  const told = problems.every(
    ({ detail, line }) => detail !== '' && (line === null || (Number.isInteger(line) && line > 0)),
  );
  const bounded = problems.length <= MOST_PROBLEMS && drafts.length <= 20_000 && seen.length <= 201;
  const counted = drafts.every(
    (draft) =>
      draft.target !== 'machines' || (Number.isSafeInteger(draft.entry.count) && draft.entry.count > 0),
  );
  return told && bounded && counted && (problems.length === 0 || drafts.length === 0);
}

describe('whatever is sent', () => {
  afterEach(() => expect(({} as { polluted?: unknown }).polluted).toBeUndefined());

  it.each(SEEDS)('as %s, broken in 250 ways, gives proposals or a list of problems', (kind, name) => {
    const random = randomOf(kind.length * 7_919);
    const content = readFileSync(join(EXAMPLES, name));
    const failed: string[] = [];
    for (let round = 0; round < 250; round += 1) {
      const file = mutated(content, random);
      if (!holds(kind, file)) failed.push(file.toString('base64'));
    }
    expect(failed).toEqual([]);
  });

  it('as any kind, is held to its form', () => {
    const random = randomOf(11);
    const contents = SEEDS.map(([, name]) => readFileSync(join(EXAMPLES, name)));
    for (const kind of UPLOAD_KINDS)
      for (const content of contents) expect(holds(kind, mutated(content, random))).toBe(true);
  });

  it('packed and then broken, is unpacked or refused', () => {
    const random = randomOf(5);
    const yaml = readFileSync(join(EXAMPLES, 'serving.yaml'));
    const packed = [
      Buffer.from(gzipSync(yaml)),
      Buffer.from(zipSync({ 'a/b.yaml': yaml, 'c.yml': strToU8('a: 1') })),
    ];
    for (let round = 0; round < 150; round += 1)
      expect(holds('kubernetes', mutated(packed[round % 2] as Buffer, random))).toBe(true);
  });

  it.each([
    ['levels of JSON', 'terraform-plan', '['.repeat(200_000)],
    ['levels of objects', 'terraform-state', '{"a":'.repeat(100_000)],
    ['levels of a flow in YAML', 'kubernetes', `a: ${'['.repeat(100_000)}`],
    ['levels of a block in YAML', 'kubernetes', '- '.repeat(100_000)],
    ['levels over lines in YAML', 'kubernetes', `a:\n${' [\n'.repeat(20_000)}`],
    ['parts of a line in YAML', 'kubernetes', `[${'a,'.repeat(200_000)}]`],
    ['lines of YAML', 'kubernetes', 'a: &a 1\n'.repeat(60_000)],
    [
      'modules',
      'terraform-plan',
      `{"format_version":"1.0","values":{"root_module":{"child_modules":[${'{},'.repeat(300_000)}{}]}}}`,
    ],
    ['documents', 'kubernetes', '---\na: 1\n'.repeat(3_000)],
    [
      'aliases',
      'kubernetes',
      `a: &a [x,x]\nb: &b [*a,*a]\n${'abcdefghijklmnop'
        .split('')
        .map((k, i, all) => (i < 2 ? '' : `${k}: &${k} [*${all[i - 1]},*${all[i - 1]},*${all[i - 1]}]\n`))
        .join('')}`,
    ],
    ['digits', 'bill', `month,service,region,amount_usd\n2026-10,EC2-Instances,r,${'9'.repeat(100_000)}\n`],
    ['cells', 'bill', `${'a,'.repeat(100_000)}\n${'1,'.repeat(100_000)}\n`],
    ['quotes', 'actuals', '"'.repeat(200_001)],
    ['lines', 'trace', '\n'.repeat(200_000)],
  ] as const)('without an end of its %s, is refused', (_what, kind, text) => {
    const read = readUpload({ kind, content: Buffer.from(text), fileName: null, limits, index });
    expect(read.problems.length).toBeGreaterThan(0);
    expect(read.drafts).toEqual([]);
  });

  it('as an archive of manifests that take long to read together, is refused unread', () => {
    const lines = Array.from(
      { length: 45_000 },
      (_, i) => `a${i}: ${(i * 2_654_435_761).toString(36).repeat(9)}`,
    );
    const content = zipSync({ 'a.yaml': strToU8(lines.join('\n')) });
    const wide = { ...limits, totalBytes: 9_000_000 };
    const { problems } = readUpload({ kind: 'kubernetes', content, fileName: null, limits: wide, index });
    expect(problems[0]?.detail).toContain('expected manifests of up to 4000000 characters');
  });

  it('does not reach the prototype of anything through its names', () => {
    const values =
      '{"instance_type":"g5.xlarge","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const types = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const resources = types
      .map((type) => `{"address":"a","mode":"managed","type":"${type}","values":${values}}`)
      .join(',');
    const plan = `{"format_version":"1.0","planned_values":{"root_module":{"resources":[${resources}]}}}`;
    expect(holds('terraform-plan', Buffer.from(plan))).toBe(true);
    const pods = types
      .map((kind) => `apiVersion: v1\nkind: ${kind}\n__proto__: { polluted: 1 }\n`)
      .join('---\n');
    expect(holds('kubernetes', Buffer.from(pods))).toBe(true);
  });
});
