import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const ROLES =
  'spec|int-spec|e2e-spec|conformance-spec|arch-spec|module|controller|dto|view|processor|service|repository';
const MORE_ROLES =
  'schema|errors|jobs|agent|tool|prompt|guard|filter|pipe|interceptor|decorator|builder|command|gateway|job|row|drill|protocol|thread|d';
const NAME = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${ROLES}|${MORE_ROLES}))*\\.(ts|tsx|mjs)$`);
/** Names that say where something was put instead of what it is. */
const DRAWERS = /(^|\/)(utils?|common|shared|helpers?|types|constants|misc)(\/|\.ts$|\.)/;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /^(src|apps|libs|test|scripts)\/.*\.(ts|tsx|mjs)$/.test(path));

describe('the source files', () => {
  it('are named in kebab-case, after a noun and its role', () => {
    expect(files.filter((path) => !NAME.test(basename(path)))).toEqual([]);
  });

  it('name the concept, not a drawer for things', () => {
    expect(files.filter((path) => DRAWERS.test(path))).toEqual([]);
  });

  it('have at most 300 lines', () => {
    const lines = (path: string): number => readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1;
    expect(files.map((path) => ({ path, lines: lines(path) })).filter((file) => file.lines > 300)).toEqual(
      [],
    );
  });

  it('carry no comment that hides code from coverage or the formatter', () => {
    const silencer = /(istanbul|[cv]8|prettier)[ -]ignore/;
    expect(files.filter((path) => silencer.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
  });
});
