import { buildPack } from '@app/audit-pack';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBench } from '../../../../test/support/command-bench';
import { packFactsOf, TEXT_FORMATS } from '../../../../test/support/pack-facts.builder';

describe('infra-mind audit-pack and verify', () => {
  let bench: CommandBench;
  let pack: Buffer;
  let sha256: string;

  beforeAll(async () => {
    bench = await CommandBench.open();
    pack = Buffer.from(await buildPack(await packFactsOf('startup-api-only.yaml'), TEXT_FORMATS));
    sha256 = createHash('sha256').update(pack).digest('hex');
  });
  afterAll(() => bench.close());

  const fileOf = (content: Uint8Array): string => {
    const path = join(bench.directory, 'pack.zip');
    writeFileSync(path, content);
    return path;
  };
  const serve = (etag: string): unknown =>
    bench.api.on('GET /v1/runs/r1/audit-pack', (_request, response) =>
      response.writeHead(200, { ETag: etag, 'Content-Type': 'application/zip' }).end(pack),
    );
  const fetchTo = (out: string) => bench.run('audit-pack', 'r1', '--out', out, '--server', bench.url);

  it('writes the pack and prints the hash to keep', async () => {
    serve(`"${sha256}"`);
    const out = join(bench.directory, 'got.zip');
    const { exit, out: printed, err } = await fetchTo(out);
    expect(exit).toBe(0);
    expect(printed).toBe(`${sha256}  ${out}\n`);
    expect(err).toContain('Keep that hash elsewhere');
    expect(readFileSync(out).equals(pack)).toBe(true);
  });

  it('writes nothing that arrived damaged', async () => {
    serve(`"${'0'.repeat(64)}"`);
    const out = join(bench.directory, 'damaged.zip');
    const { exit, err } = await fetchTo(out);
    expect(exit).toBe(1);
    expect(err).toContain('arrived damaged');
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });

  it('says why the API gives none', async () => {
    const problem = { code: 'audit-pack.not-ready', title: 'Conflict', detail: 'Run r1 is running.' };
    bench.api.json('GET /v1/runs/r1/audit-pack', problem, 409);
    const { exit, err } = await fetchTo(join(bench.directory, 'none.zip'));
    expect(exit).not.toBe(0);
    expect(err).toContain('Run r1 is running.');
  });

  it('finds a pack intact, with its hash and what that does not show', async () => {
    const { exit, out } = await bench.run('verify', fileOf(pack));
    expect(exit).toBe(0);
    expect(out).toContain('INTACT');
    expect(out).toContain(`SHA-256 ${sha256}`);
    expect(out).toContain('Who can change a pack can change its manifest too');
    expect(out).toContain('The run was computed again');
    const quick = await bench.run('verify', fileOf(pack), '--quick');
    expect(quick).toMatchObject({ exit: 0, out: expect.stringContaining('Nothing was computed') });
  });

  it('finds a pack to be the one that was kept, or another', async () => {
    const same = await bench.run('verify', fileOf(pack), '--sha256', sha256.toUpperCase());
    expect(same).toMatchObject({ exit: 0, out: expect.stringContaining('to the last byte') });
    const other = await bench.run('verify', fileOf(pack), '--sha256', '0'.repeat(64));
    expect(other).toMatchObject({ exit: 4, out: expect.stringContaining('not the pack that was kept') });
    expect((await bench.run('verify', fileOf(pack), '--sha256', 'abc')).exit).toBe(2);
  });

  it('exits with 4 and says the file that was altered, as text and as JSON', async () => {
    const altered = Buffer.from(pack);
    altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
    const path = fileOf(altered);
    const { exit, out } = await bench.run('verify', path);
    expect(exit).toBe(4);
    expect(out).toMatch(/ALTERED[\s\S]*(report|fact-base|catalog|frameworks)/);
    const asJson = await bench.run('verify', path, '--json');
    expect(asJson.exit).toBe(4);
    expect(JSON.parse(asJson.out)).toMatchObject({ state: 'altered', file: path });
  });

  it('exits with 5 for what is no pack, and with 2 for no file', async () => {
    expect(await bench.run('verify', join(bench.directory, 'input.yaml'))).toMatchObject({
      exit: 5,
      out: expect.stringContaining('no audit pack'),
    });
    expect((await bench.run('verify', join(bench.directory, 'nowhere.zip'))).exit).toBe(2);
  });
});
