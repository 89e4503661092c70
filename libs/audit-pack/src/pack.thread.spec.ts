import { REPORT_FORMATS } from '@app/report-files';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { packFactsOf } from '../../../test/support/pack-facts.builder';
import { buildPack } from './build-pack';
import { readZip } from './zip/read-zip';

const TYPESCRIPT = pathToFileURL(join(__dirname, '../../../test/support/thread-typescript.mjs')).href;
const PROGRAM = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const { deserialize } = require('node:v8');
  import(process.argv[1]).then(async (loaded) => {
    const answer = loaded.answer ?? loaded.default.answer;
    const reply = await answer({ task: 'buildPack', input: deserialize(readFileSync(process.argv[2])) });
    if (!reply.ok) throw new Error(reply.fault.message);
    writeFileSync(process.argv[3], reply.result);
  });
`;

describe('the program of a thread', () => {
  it('makes the same bytes in another process, time zone and language, in every format of the pack', async () => {
    const facts = await packFactsOf('startup-api-only.yaml');
    const here = await buildPack(deserialize(serialize(facts)));
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-pack-'));
    try {
      const [input, output] = [join(directory, 'facts'), join(directory, 'pack.zip')];
      writeFileSync(input, serialize(facts));
      const program = pathToFileURL(join(__dirname, 'pack.thread.ts')).href;
      execFileSync(process.execPath, ['--import', TYPESCRIPT, '-e', PROGRAM, program, input, output], {
        env: { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8' },
      });
      const there = readFileSync(output);
      expect(differing(here, there)).toEqual([]);
      expect(there.equals(Buffer.from(here))).toBe(true);
    } finally {
      rmSync(directory, { recursive: true });
    }
    const names = [...(readZip(here)?.files.keys() ?? [])].filter((name) =>
      name.startsWith('reports/report.'),
    );
    expect(names).toHaveLength(Object.keys(REPORT_FORMATS).length);
  });
});

/** Names of the files that are not alike. */
function differing(one: Uint8Array, other: Uint8Array): string[] {
  const [first, second] = [readZip(one)?.files ?? new Map(), readZip(other)?.files ?? new Map()];
  return [...new Set([...first.keys(), ...second.keys()])].filter(
    (name) => !Buffer.from(first.get(name) ?? '').equals(Buffer.from(second.get(name) ?? '')),
  );
}
