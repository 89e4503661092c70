import { readZip, ZIP_LIMITS } from './read-zip';
import { writeZip } from './write-zip';

const AT = new Date('2026-11-20T09:00:02Z');
const zipOf = (files: Record<string, string | Uint8Array>): Buffer =>
  Buffer.from(
    writeZip(new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)])), AT),
  );

describe('readZip', () => {
  it('gives back what was written', () => {
    const files = {
      'a.txt': 'one',
      'b/c.txt': '',
      'd.txt': Array.from({ length: 5_000 }, (_, index) => `é${index}`).join(' '),
    };
    const read = readZip(zipOf(files));
    expect(read?.faults).toEqual([]);
    expect([...(read?.files ?? [])].map(([name, content]) => [name, String(content)])).toEqual(
      Object.entries(files),
    );
  });

  it.each(['../evil', '/etc/passwd', 'a/../../b', 'C:\\x', 'a\\b', 'a//b', 'a\u0000b', '.hidden'])(
    'refuses a name that could lead elsewhere: %j',
    (name) => {
      const read = readZip(zipOf({ [name]: 'x' }));
      expect(read?.files.size).toBe(0);
      expect(read?.faults).toMatchObject([{ file: name, what: expect.stringContaining('lead out') }]);
    },
  );

  it('refuses what unpacks to far more than it holds', () => {
    const read = readZip(zipOf({ 'a.txt': Buffer.alloc(4_000_000) }));
    expect(read?.files.size).toBe(0);
    expect(read?.faults).toMatchObject([{ file: 'a.txt', what: expect.stringContaining('zip bomb') }]);
  });

  it('stops unpacking at the size that the directory names', () => {
    const zip = zipOf({ 'a.txt': 'x'.repeat(100_000) });
    const end = zip.length - 22;
    const directory = zip.readUInt32LE(end + 16);
    zip.writeUInt32LE(600, directory + 24);
    expect(readZip(zip)).toMatchObject({
      faults: [{ file: 'a.txt', what: expect.stringContaining('damaged') }],
    });
  });

  it('refuses more files than any pack has', () => {
    const many = Object.fromEntries(
      Array.from({ length: ZIP_LIMITS.entries + 1 }, (_, index) => [`f${index}`, '']),
    );
    expect(readZip(zipOf(many))).toMatchObject({
      faults: [{ file: null, what: expect.stringContaining('501 files') }],
    });
  });

  it('tells of bytes that belong to no file', () => {
    const zip = zipOf({ 'a.txt': 'one' });
    const end = zip.length - 22;
    const directory = zip.readUInt32LE(end + 16);
    const hidden = Buffer.concat([
      zip.subarray(0, directory),
      Buffer.from('hidden'),
      zip.subarray(directory),
    ]);
    hidden.writeUInt32LE(directory + 6, hidden.length - 6);
    expect(readZip(hidden)).toMatchObject({
      faults: [{ file: null, what: '6 bytes in it belong to no file' }],
    });
  });

  it('answers for any bytes', () => {
    const zip = zipOf({ 'a.txt': 'one', 'b.txt': 'two' });
    for (let at = 0; at < zip.length; at += 1) {
      for (const value of [0, 255]) {
        const broken = Buffer.from(zip);
        broken[at] = value;
        expect(() => readZip(broken)).not.toThrow();
      }
      expect(() => readZip(zip.subarray(at))).not.toThrow();
      expect(() => readZip(zip.subarray(0, at))).not.toThrow();
    }
  });
});
