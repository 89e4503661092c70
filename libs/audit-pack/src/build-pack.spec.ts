import { readPointer } from '@app/kernel';
import { unzipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packFactsOf, TEXT_FORMATS } from '../../../test/support/pack-facts.builder';
import { buildPack } from './build-pack';
import type { FactBase } from './files/fact-base';
import type { PackFacts } from './pack-facts';
import { REQUIRED_FILES } from './pack-layout';
import { verifyPack } from './verify/verify-pack';
import { readZip } from './zip/read-zip';

interface CatalogIndex {
  readonly uses: ReadonlyArray<{ figure: string; file: string; row: string; field: string | null }>;
}

/** With `unzip`; a machine without that program has a library that reads archives. */
function unpack(archive: string, directory: string): void {
  const ran = spawnSync('unzip', ['-q', archive], { cwd: directory });
  if (ran.error === undefined) {
    expect([ran.status, String(ran.stderr)]).toEqual([0, '']);
    return;
  }
  for (const [name, content] of Object.entries(unzipSync(readFileSync(join(directory, archive))))) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
}

describe('buildPack', () => {
  let facts: PackFacts;
  let pack: Uint8Array;
  let files: ReadonlyMap<string, Uint8Array>;
  const text = (name: string): string => Buffer.from(files.get(name) ?? '').toString('utf8');
  const json = <T>(name: string): T => JSON.parse(text(name)) as T;

  beforeAll(async () => {
    facts = await packFactsOf('support-assistant-gdpr.yaml');
    pack = await buildPack(facts, TEXT_FORMATS);
    files = readZip(pack)?.files ?? new Map();
  });

  it('holds every file, sorted, and nothing that its own check objects to', () => {
    const names = [...files.keys()];
    expect(names).toEqual(
      expect.arrayContaining([...REQUIRED_FILES, 'reports/report.html', 'reports/report.md']),
    );
    expect(names).toEqual([...names].sort());
    expect(verifyPack(pack)).toMatchObject({ state: 'intact', alterations: [], leftOut: null });
  });

  it('is the same to the last byte when it is made again from facts in another order', async () => {
    const shuffled = { ...facts, steps: [...facts.steps].reverse() };
    expect(Buffer.from(await buildPack(shuffled, TEXT_FORMATS)).equals(Buffer.from(pack))).toBe(true);
  });

  it('passes unzip and sha256sum, which know nothing of this product', () => {
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-pack-'));
    try {
      writeFileSync(join(directory, 'pack.zip'), pack);
      unpack('pack.zip', directory);
      const checked = spawnSync('sha256sum', ['-c', '--strict', 'MANIFEST.sha256'], { cwd: directory });
      expect(String(checked.stdout)).not.toContain('FAILED');
      expect(checked.status).toBe(0);
      expect(readFileSync(join(directory, 'README.txt'), 'utf8')).toContain(facts.run.id);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('has each figure of the report and of every agent once', () => {
    const { figures } = json<FactBase>('fact-base.json');
    const ids = figures.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const outputs = facts.steps.flatMap(({ output }) => output?.figures ?? []);
    const expected = new Set([...facts.report.figures, ...outputs].map(({ id }) => id));
    expect(ids).toEqual([...expected].sort());
  });

  it('has the row of each fact that a figure states, with the field it is in', () => {
    const { figures } = json<FactBase>('fact-base.json');
    const { uses } = json<CatalogIndex>('catalog/index.json');
    const stated = figures.filter(({ id, value }) => id.startsWith('catalog.') && value !== null);
    expect(stated.length).toBeGreaterThan(50);
    for (const { id, value } of stated) {
      const use = uses.find(({ figure }) => figure === id);
      const rows = json<{ rows: Record<string, unknown> }>(`catalog/${use?.file}.json`).rows;
      expect([id, Object.hasOwn(rows, use?.row ?? '')]).toEqual([id, true]);
      if (use?.field) expect([id, readPointer(rows[use.row], use.field)]).toEqual([id, value]);
    }
    // Rates and embodied carbon are computed of a row; whatever states a field names it.
    const withField = uses.filter(({ figure, field }) => field !== null && figure.startsWith('catalog.'));
    expect(withField.length).toBeGreaterThan(stated.length / 2);
  });

  it('has no row that no figure rests on', () => {
    const { uses } = json<CatalogIndex>('catalog/index.json');
    const used = new Set(uses.map(({ file, row }) => `${file}#${row}`));
    const there = [...files.keys()]
      .filter((name) => /^catalog\/(?!index|own-files)/.test(name))
      .flatMap((name) => {
        const { rows } = json<{ rows: Record<string, unknown> }>(name);
        return Object.keys(rows).map((row) => `${name.slice('catalog/'.length, -'.json'.length)}#${row}`);
      });
    expect(new Set(there)).toEqual(used);
  });

  it('names evidence with dates, standing and grade', () => {
    const { evidence } = json<{ evidence: ReadonlyArray<Record<string, unknown>> }>('evidence.json');
    const given = (facts.input.controls ?? []).flatMap((control) => control.evidence ?? []);
    expect(evidence).toHaveLength(given.length);
    expect(evidence[0]).toMatchObject({
      artefact: given[0]?.artefact,
      effectiveDate: given[0]?.effectiveDate,
      standing: 'in-force',
      grade: 'evidenced',
    });
  });

  it('says framework versions, votes and moments', () => {
    const { frameworks } = json<{ frameworks: ReadonlyArray<Record<string, unknown>> }>('frameworks.json');
    expect(frameworks.find(({ id }) => id === 'gdpr')).toMatchObject({
      version: expect.stringMatching(/\d/),
      applies: { state: 'applies' },
    });
    expect(json<{ conflictBoard: unknown[] }>('decisions.json').conflictBoard.length).toBeGreaterThan(0);
    const { events } = json<{ events: ReadonlyArray<{ at: string; what: string }> }>('timeline.json');
    expect(events[0]).toMatchObject({ what: 'run-accepted' });
    expect(events.at(-1)).toMatchObject({ what: 'run-ended' });
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort());
  });

  it('names neither tenant nor correlation nor any machine', () => {
    const all = [...files.keys()].map(text).join('\n');
    expect(all).not.toContain(facts.run.tenantId);
    expect(all).not.toContain(facts.run.correlationId);
    expect(text('software.json')).not.toMatch(/host|127\.0\.0\.1|\/work|\/home/);
  });

  it('carries the time of the run, not of its making', () => {
    // MS-DOS time and date of the first local header: 2026-11-20 09:00:02 UTC.
    const stamp = Buffer.from(pack).readUInt32LE(10);
    expect(stamp).toBe((((46 << 9) | (11 << 5) | 20) << 16) | ((9 << 11) | 1));
    expect(createHash('sha256').update(pack).digest('hex')).toBe(verifyPack(pack).sha256);
  });
});
