import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const documents = listed.split('\n').filter((path) => path && existsSync(join(ROOT, path)));

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
/** Paths of this repository in backticks; those with a placeholder or a pattern name no file. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:src|apps|libs|test|docs|deploy|scripts|examples)\/[^`\s]*)`/g)]
    .map((match) => match[1]!)
    .filter((path) => !/[<>*{…]|\.\.\./.test(path));
/** Targets of links that stay in the repository. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?![a-z]+:|#)([^)\s#]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!);
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run (?:-s )?([a-z][a-z:-]*)|(start|test)\b)/g)].map(
    (match) => (match[1] ?? match[2])!,
  );

describe.each(documents)('%s', (document) => {
  it('names paths that exist', () => {
    expect(pathsIn(textOf(document)).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('links to files that exist', () => {
    expect(
      linksIn(textOf(document)).filter((link) => !existsSync(join(ROOT, dirname(document), link))),
    ).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    expect(commandsIn(textOf(document)).filter((name) => !(name in scripts))).toEqual([]);
  });
});
