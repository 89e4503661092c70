import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInputFile } from './input-file';

const directory = mkdtempSync(join(tmpdir(), 'infra-mind-input-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function aFile(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe('readInputFile', () => {
  it('reads YAML and says so', async () => {
    const text = 'name: x\nworkloads: []\n';
    expect(await readInputFile(aFile('a.yaml', text))).toMatchObject({
      text,
      contentType: 'application/yaml',
    });
  });

  it('reads JSON by its name or by its first character', async () => {
    expect(await readInputFile(aFile('a.json', '{"name":"x"}'))).toMatchObject({
      contentType: 'application/json',
    });
    expect(await readInputFile(aFile('a.txt', ' {"name":"x"}'))).toMatchObject({
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
    await expect(readInputFile(aFile(name, content))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('says that a file is missing or a directory', async () => {
    await expect(readInputFile(join(directory, 'nowhere.yaml'))).rejects.toMatchObject({
      code: 'file.unreadable',
      message: expect.stringContaining('there is no such file'),
    });
    await expect(readInputFile(directory)).rejects.toMatchObject({ code: 'file.unreadable' });
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
