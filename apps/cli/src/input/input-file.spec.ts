import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { InputFile } from './input-file';
import { readInputFile } from './input-file';

const directory = mkdtempSync(join(tmpdir(), 'infra-mind-input-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const nothing = Readable.from([]);

function read(path: string): Promise<InputFile> {
  return readInputFile(path, nothing);
}

function aFile(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe('readInputFile', () => {
  it('reads YAML and says so', async () => {
    const text = 'name: x\nworkloads: []\n';
    expect(await read(aFile('a.yaml', text))).toMatchObject({
      text,
      contentType: 'application/yaml',
    });
  });

  it('reads JSON by its name or by its first character', async () => {
    expect(await read(aFile('a.json', '{"name":"x"}'))).toMatchObject({
      contentType: 'application/json',
    });
    expect(await read(aFile('a.txt', ' {"name":"x"}'))).toMatchObject({
      contentType: 'application/json',
    });
  });

  it.each([
    ['bad.yaml', 'name: x\nworkloads: [\n', 'file.bad-syntax', /bad\.yaml:3:1 /],
    ['twice.yaml', 'name: x\nname: y\n', 'file.bad-syntax', /twice\.yaml:2:1 .*unique/],
    ['tag.yaml', 'name: !!js/function x\n', 'file.bad-syntax', /tag\.yaml:1:7 /],
    ['comma.json', '{\n  "name": "x",\n}', 'file.bad-syntax', /not valid JSON.*line 3/],
    ['list.yaml', '- 1\n', 'file.bad-syntax', /does not hold an assessment/],
    ['empty.yaml', '\n', 'file.empty', /is empty/],
    ['binary.yaml', Buffer.from([0xff, 0xfe, 0x00]), 'file.bad-syntax', /not UTF-8/],
    ['large.yaml', `name: ${'x'.repeat(1_048_576)}`, 'file.too-large', /at most 1048576/],
    ['bomb.yaml', `a: &a [x]\n${bomb()}`, 'file.bad-syntax', /write them out/],
  ])('refuses %s', async (name, content, code, message) => {
    await expect(read(aFile(name, content))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('says in which line and column a mistake stands', async () => {
    const yaml = read(aFile('place.yaml', 'name: x\nworkloads: [\n'));
    await expect(yaml).rejects.toMatchObject({ place: { line: 3, column: 1 } });
    const json = read(aFile('place.json', '{\n  "name": "x",\n}'));
    await expect(json).rejects.toMatchObject({ place: { line: 3, column: 1 } });
  });

  it('reads standard input for -, its format by its content', async () => {
    const yaml = await readInputFile('-', Readable.from([Buffer.from('name: Zü'), Buffer.from('rich\n')]));
    expect(yaml).toMatchObject({ path: '<stdin>', text: 'name: Zürich\n', contentType: 'application/yaml' });
    const json = await readInputFile('-', Readable.from(['\n{"name":', '"x"}']));
    expect(json.contentType).toBe('application/json');
    await expect(readInputFile('-', Readable.from(['a: [']))).rejects.toMatchObject({
      message: expect.stringContaining('<stdin>:1:'),
    });
  });

  it('stops reading what has no end', async () => {
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) yield ((given += 65_536), Buffer.alloc(65_536, 'x'));
      })(),
    );
    await expect(readInputFile('-', endless)).rejects.toMatchObject({ code: 'file.too-large' });
    expect(given).toBeLessThan(4 * 1_048_576);
  });

  it('says that a file is missing or a directory', async () => {
    await expect(read(join(directory, 'nowhere.yaml'))).rejects.toMatchObject({
      code: 'file.unreadable',
      message: expect.stringContaining('there is no such file'),
    });
    await expect(read(directory)).rejects.toMatchObject({ code: 'file.unreadable' });
  });
});

/** Each line refers ten times to the one before it. */
function bomb(): string {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  return names
    .slice(1)
    .map((name, index) => `${name}: &${name} [${Array<string>(10).fill(`*${names[index]}`).join(', ')}]\n`)
    .join('');
}
