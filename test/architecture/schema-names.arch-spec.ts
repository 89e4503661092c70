import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Names that more than one of these files gives to a class, with the files. */
function sharedNames(sources: ReadonlyMap<string, string>): Array<[name: string, paths: string[]]> {
  const paths = new Map<string, string[]>();
  for (const [path, text] of sources) {
    for (const [, name] of text.matchAll(/^\s*(?:export )?(?:default )?(?:abstract )?class (\w+)/gm)) {
      paths.set(name as string, [...(paths.get(name as string) ?? []), path]);
    }
  }
  return [...paths].filter(([, places]) => places.length > 1);
}

describe('the classes of the API', () => {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'src/*.ts', 'src/**/*.ts'],
    { cwd: ROOT, encoding: 'utf8' },
  )
    .split('\n')
    .filter((path) => path !== '' && !path.endsWith('spec.ts'));
  const sources = new Map(
    [...new Set(files)].map((path): [string, string] => [path, readFileSync(join(ROOT, path), 'utf8')]),
  );

  it('have names of their own: a schema of the OpenAPI document is called by that of its class', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect(sharedNames(sources)).toEqual([]);
  });

  it('are found where two share a name', () => {
    const text = 'export class ItemView {\n}\nclass OtherView {}\n';
    const twice = new Map([
      ['a.view.ts', text],
      ['b.view.ts', 'export abstract class ItemView {}\n'],
    ]);
    expect(sharedNames(twice)).toEqual([['ItemView', ['a.view.ts', 'b.view.ts']]]);
  });
});
