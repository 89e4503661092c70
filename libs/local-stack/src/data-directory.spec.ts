import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectory, freeMegabytes, whyNotWritable } from './data-directory';

const AS_ROOT = process.getuid?.() === 0;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'infra-mind-data-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('DataDirectory', () => {
  it('makes what is missing, for this user alone, and leaves no traces of its checks', () => {
    new DataDirectory(join(directory, 'a', 'b')).prepare();
    expect(readdirSync(join(directory, 'a', 'b')).sort()).toEqual(['logs', 'mongo', 'redis']);
    expect(readdirSync(join(directory, 'a', 'b', 'redis'))).toEqual([]);
  });

  it('refuses a disk that is nearly full, says how much is needed, and writes nothing', () => {
    const data = new DataDirectory(join(directory, 'data'));
    expect(() => data.prepare(2 ** 40)).toThrow(/MB free; at least 1099511627776 MB are needed.*DATA_DIR/);
    expect(existsSync(join(directory, 'data'))).toBe(false);
  });

  it.each([['file'], ['file', 'data']])(
    'refuses what is a file or under one, and says so: %s',
    (...parts) => {
      writeFileSync(join(directory, 'file'), '');
      expect(() => new DataDirectory(join(directory, ...parts)).prepare()).toThrow(
        `${join(directory, 'file')} is a file, and the data needs a directory. Set DATA_DIR to one`,
      );
    },
  );

  it('does not send people to change rights where that helps nobody', () => {
    symlinkSync(join(directory, 'nowhere', 'at', 'all'), join(directory, 'link'));
    expect(() => new DataDirectory(join(directory, 'link')).prepare()).toThrow(
      /cannot be made or written \(E\w+\)\. Set DATA_DIR to another directory\.$/,
    );
  });

  it('refuses a part that this user cannot read', () => {
    const data = new DataDirectory(directory);
    data.prepare();
    chmodSync(data.mongo, 0o000);
    // Root reads everything: there is nothing to refuse.
    if (AS_ROOT) expect(() => data.prepare()).not.toThrow();
    else expect(() => data.prepare()).toThrow(expect.objectContaining({ code: 'stack.data-unusable' }));
    chmodSync(data.mongo, 0o700);
  });
});

describe('whyNotWritable', () => {
  it('looks at the nearest parent of what does not exist, and makes nothing', () => {
    expect(whyNotWritable(join(directory, 'a', 'b'))).toBeNull();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says why', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(whyNotWritable(join(directory, 'file'))).toMatch(/EACCES|ENOTDIR/);
  });
});

describe('freeMegabytes', () => {
  it('is told of the nearest parent of what does not exist', () => {
    expect(freeMegabytes(join(directory, 'a', 'b'))).toBeGreaterThan(0);
  });
});
