import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessLog } from './process-log';

const directory = mkdtempSync(join(tmpdir(), 'infra-mind-log-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('ProcessLog', () => {
  it('keeps the last twelve lines at hand and all of them in the file', () => {
    const log = new ProcessLog(join(directory, 'logs', 'api.log'));
    const lines = Array.from({ length: 15 }, (_, index) => `line ${index}`);
    lines.forEach((line) => log.write(line));
    expect(log.tail).toEqual(lines.slice(3));
    expect(readFileSync(log.file, 'utf8')).toBe(`${lines.join('\n')}\n`);
  });

  it('moves a file aside that would grow beyond its bound', () => {
    const log = new ProcessLog(join(directory, 'worker.log'), 20);
    log.write('first line here');
    log.write('second line');
    expect(readFileSync(log.file, 'utf8')).toBe('second line\n');
    expect(readFileSync(`${log.file}.1`, 'utf8')).toBe('first line here\n');
  });

  it('counts what an earlier start wrote', () => {
    const file = join(directory, 'database.log');
    new ProcessLog(file, 20).write('first line here');
    new ProcessLog(file, 20).write('second line');
    expect(readFileSync(file, 'utf8')).toBe('second line\n');
  });
});
