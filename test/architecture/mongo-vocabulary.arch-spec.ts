import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const OPERATOR = /\$[a-zA-Z]+(?=['"]?\s*:)/g;
const METHOD =
  /\.(aggregate|bulkWrite|countDocuments|create|deleteMany|deleteOne|distinct|find|findOne|findOneAndDelete|findOneAndUpdate|insertMany|replaceOne|updateMany|updateOne)[(<]/g;
/** Mongoose sends its `create` as an insert. */
const SENT_AS: Readonly<Record<string, string>> = { create: 'insertOne' };

function sources(pattern: RegExp): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => pattern.test(path))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'));
}

function words(texts: readonly string[], pattern: RegExp): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]));
  return [...new Set(found)].sort();
}

describe('what the product asks of MongoDB', () => {
  const product = sources(/^(libs|src)\/(?!embedded-mongo).*\.(repository|schema)\.ts$/);
  const suite = sources(/^test\/conformance\/mongo\/.*\.ts$/);

  it('has every operator in the conformance suite', () => {
    const exercised = new Set(words(suite, OPERATOR));
    const used = words(product, OPERATOR);
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((operator) => !exercised.has(operator))).toEqual([]);
  });

  it('has every command in the conformance suite', () => {
    const exercised = suite.join('\n');
    const used = words(product, METHOD).map((method) => SENT_AS[method] ?? method);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((method) => !new RegExp(`\\.${method}[(<]`).test(exercised))).toEqual([]);
  });
});
