import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectory } from './data-directory';
import { ensureWritableDirectory } from './writable-directory';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'infra-mind-writable-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('ensureWritableDirectory', () => {
  it('makes each missing level with the mode, and leaves one that is there as it is', () => {
    const deep = join(directory, 'a', 'b', 'c');
    ensureWritableDirectory(deep, 0o700);
    expect(statSync(join(directory, 'a')).mode & 0o777).toBe(0o700);
    chmodSync(deep, 0o750);
    ensureWritableDirectory(deep, 0o700);
    expect(statSync(deep).mode & 0o777).toBe(0o750);
    expect(readdirSync(deep)).toEqual([]);
  });

  it('comes back from a place that takes no directories', () => {
    writeFileSync(join(directory, 'file'), '');
    const place = process.platform === 'linux' ? '/proc/nope' : join(directory, 'file');
    expect(() => ensureWritableDirectory(join(place, 'deeper'))).toThrow(/ENOENT|ENOTDIR|EACCES/);
    expect(() => new DataDirectory(place).prepare()).toThrow(
      expect.objectContaining({ code: 'stack.data-unusable' }),
    );
  });

  it('refuses a file, a place below one, and a link that leads nowhere', () => {
    writeFileSync(join(directory, 'file'), '', { mode: 0o755 });
    symlinkSync(join(directory, 'gone', 'away'), join(directory, 'link'));
    expect(() => ensureWritableDirectory(join(directory, 'file'))).toThrow(/ENOTDIR/);
    expect(() => ensureWritableDirectory(join(directory, 'file', 'x'))).toThrow(/ENOTDIR/);
    expect(() => ensureWritableDirectory(join(directory, 'link'))).toThrow(/ENOENT/);
    expect(readdirSync(directory).sort()).toEqual(['file', 'link']);
  });
});
