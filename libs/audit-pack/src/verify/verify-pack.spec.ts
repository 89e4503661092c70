import {
  jsonOf,
  type PackFilesByName as Files,
  PACKED_AT as AT,
  PackTampering,
  putAt,
} from '../../../../test/support/pack-tampering';
import type { FactBase } from '../files/fact-base';
import { manifestOf } from '../manifest';
import { MANIFEST } from '../pack-layout';
import { writeZip } from '../zip/write-zip';
import { verifyPack } from './verify-pack';

describe('verifyPack', () => {
  let tampering: PackTampering;
  let original: Files;
  let manifest: Uint8Array;

  beforeAll(async () => {
    tampering = await PackTampering.of('startup-api-only.yaml');
    original = tampering.original;
    manifest = manifestOf(original);
  });

  const text = (name: string): string => tampering.text(name);
  const json = <T>(name: string): T => tampering.json<T>(name);
  const edit: PackTampering['edit'] = (name, change) => tampering.edit(name, change);

  /** The pack with other files; its manifest stays as it was, or is written anew over them. */
  const verdict = (
    change: (files: Files) => void,
    manifestIs: 'as it was' | 'written anew' = 'as it was',
  ) => {
    const files = new Map(original);
    change(files);
    files.set(MANIFEST, manifestIs === 'as it was' ? manifest : manifestOf(files));
    return verifyPack(writeZip(files, AT));
  };

  it('finds a pack intact that is as it was made', () => {
    expect(verdict(() => undefined)).toMatchObject({ state: 'intact', alterations: [], omitted: 0 });
  });

  it('says which figure was changed by one digit, and where report and fact base disagree', () => {
    const { figures } = json<FactBase>('fact-base.json');
    const report = json<FactBase>('reports/report.json');
    const at = report.figures.findIndex(({ value, inputs }) => (value ?? 0) > 10 && inputs.length > 0);
    const { id = '', value = 0 } = report.figures[at] ?? {};
    const index = figures.findIndex((one) => one.id === id);
    const { state, alterations } = verdict(
      edit('fact-base.json', (base: { figures: Array<{ value: number }> }) => {
        (base.figures[index] as { value: number }).value = (value ?? 0) + 1;
      }),
    );
    expect(state).toBe('altered');
    expect(alterations).toContainEqual(
      expect.objectContaining({
        file: 'fact-base.json',
        found: 'manifest',
        what: expect.stringContaining('changed'),
      }),
    );
    expect(alterations).toContainEqual({
      file: 'reports/report.json',
      pointer: `/figures/${at}/value`,
      what: `figure ${id}: ${value} here, ${(value ?? 0) + 1} in fact-base.json at /figures/${index}/value`,
      found: 'contradiction',
    });
  });

  it('names an added, a missing and two exchanged files', () => {
    const { alterations } = verdict((files) => {
      files.set('notes.txt', Buffer.from('all is well'));
      files.delete('evidence.json');
      files.set('input.json', original.get('timeline.json') as Uint8Array);
      files.set('timeline.json', original.get('input.json') as Uint8Array);
    });
    const said = alterations
      .filter(({ found }) => found === 'manifest')
      .map(({ file, what }) => `${file}: ${what}`);
    expect(said.sort()).toEqual([
      'evidence.json: it is missing: the manifest lists it',
      'input.json: it holds what the manifest lists as timeline.json',
      'notes.txt: it was added: the manifest does not list it',
      'timeline.json: it holds what the manifest lists as input.json',
    ]);
  });

  it('misses a file whose line in the manifest went with it', () => {
    const { state, alterations } = verdict((files) => files.delete('decisions.json'), 'written anew');
    expect(state).toBe('altered');
    expect(alterations).toMatchObject([
      { file: 'decisions.json', what: expect.stringContaining('every pack has it') },
    ]);
  });

  it('says that a pack was cut off, and takes nothing else for a pack', () => {
    const pack = writeZip(new Map([...original, [MANIFEST, manifest]]), AT);
    expect(verifyPack(pack.subarray(0, pack.length - 1))).toMatchObject({ state: 'altered' });
    expect(verifyPack(pack.subarray(0, 2_000)).alterations).toMatchObject([
      { file: null, what: expect.stringContaining('cut off') },
    ]);
    expect(verifyPack(Buffer.from('no zip'))).toMatchObject({ state: 'not-a-pack' });
    expect(verifyPack(new Uint8Array())).toMatchObject({ state: 'not-a-pack' });
    expect(verifyPack(writeZip(new Map([['a.txt', Buffer.from('a')]]), AT))).toMatchObject({
      state: 'not-a-pack',
    });
  });

  it('names the file in which a byte of the zip was changed, wherever it is', () => {
    const pack = writeZip(new Map([...original, [MANIFEST, manifest]]), AT);
    for (let at = 101; at < pack.length; at += 39_999) {
      const bytes = Buffer.from(pack);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect([at, verifyPack(bytes).state]).toEqual([at, 'altered']);
    }
  });

  describe('where the manifest was written anew', () => {
    const contradictions = (change: (files: Files) => void) => verdict(change, 'written anew').alterations;

    it('finds a figure that was changed in the report alone', () => {
      const found = contradictions(
        edit('reports/report.json', (report: { figures: Array<{ value: number | null }> }) => {
          const entry = report.figures.find(({ value }) => value !== null) as { value: number };
          entry.value *= 10;
        }),
      );
      expect(found).toMatchObject([
        { file: 'reports/report.json', pointer: expect.stringMatching(/^\/figures\/\d+\/value$/) },
      ]);
    });

    it('finds a fact that is not what its row says, though report and fact base agree', () => {
      const { figures } = json<FactBase>('fact-base.json');
      const { id } = figures.find((one) => one.id.startsWith('catalog.api-price.') && one.value !== null) as {
        id: string;
      };
      const raise = (tree: { figures: Array<{ id: string; value: number }> }): void => {
        for (const entry of tree.figures) if (entry.id === id) entry.value += 1;
      };
      const found = contradictions((files) => {
        edit('fact-base.json', raise)(files);
        edit('reports/report.json', raise)(files);
      });
      expect(found).toContainEqual(
        expect.objectContaining({ file: 'catalog/api-prices.json', what: expect.stringContaining(id) }),
      );
    });

    it('finds an input that is gone, a wrong sum and a row that is not there', () => {
      const { figures } = json<FactBase>('fact-base.json');
      const index = figures.findIndex(({ inputs }) => inputs.length > 0);
      const found = contradictions((files) => {
        edit('fact-base.json', (base: { figures: Array<{ inputs: string[] }> }) => {
          (base.figures[index] as { inputs: string[] }).inputs[0] = 'nowhere.at.all';
        })(files);
        edit('catalog/api-prices.json', (file: { rows: Record<string, unknown> }) => {
          file.rows = {};
        })(files);
      });
      expect(found).toContainEqual(
        expect.objectContaining({ file: 'fact-base.json', pointer: `/figures/${index}/inputs/0` }),
      );
      expect(found).toContainEqual(
        expect.objectContaining({
          file: 'catalog/api-prices.json',
          what: expect.stringContaining('missing'),
        }),
      );
    });

    it('finds a total that its parts do not add up to', () => {
      const { figures } = json<FactBase>('fact-base.json');
      const unitOf = new Map(figures.map(({ id, unit }) => [id, unit]));
      const index = figures.findIndex(
        ({ formula, value, unit, inputs }) =>
          formula?.startsWith('sum of ') && value !== null && inputs.every((one) => unitOf.get(one) === unit),
      );
      expect(index).toBeGreaterThanOrEqual(0);
      const found = contradictions(
        edit('fact-base.json', (base: { figures: Array<{ value: number }> }) => {
          (base.figures[index] as { value: number }).value += 1;
        }),
      );
      expect(found).toContainEqual(
        expect.objectContaining({
          pointer: `/figures/${index}/value`,
          what: expect.stringContaining('add up'),
        }),
      );
    });

    it.each([
      [
        'decisions.json',
        '/conflictBoard/0/option',
        (file: never) => putAt(file, ['conflictBoard', 0, 'option'], 'other'),
      ],
      [
        'frameworks.json',
        '/frameworks/0/version',
        (file: never) => putAt(file, ['frameworks', 0, 'version'], '1999'),
      ],
      ['input.json', '/assessmentVersion', (file: never) => putAt(file, ['assessmentVersion'], 99)],
      ['catalog/index.json', '/contentHash', (file: never) => putAt(file, ['contentHash'], '0')],
    ])('finds in %s what does not follow from the other files', (name, pointer, change) => {
      expect(contradictions(edit(name, change))).toContainEqual(
        expect.objectContaining({ file: name, pointer }),
      );
    });

    it('finds a new date of evidence that is not in the input', async () => {
      const other = await PackTampering.of('support-assistant-gdpr.yaml');
      const files = new Map(other.original);
      const value = other.json('evidence.json');
      putAt(value, ['evidence', 0, 'expiryDate'], '2099-12-31');
      files.set('evidence.json', jsonOf(value));
      files.set(MANIFEST, manifestOf(files));
      expect(verifyPack(writeZip(files, AT)).alterations).toMatchObject([
        { file: 'evidence.json', pointer: '/evidence/0/expiryDate' },
      ]);
    });

    it('finds a line of the README, and a joined result, that do not follow from the other files', () => {
      const readme = text('README.txt').replace('needs no server', 'needs no care');
      const line = readme.split('\n').findIndex((one) => one.includes('needs no care')) + 1;
      expect(contradictions((files) => files.set('README.txt', Buffer.from(readme)))).toMatchObject([
        { file: 'README.txt', what: expect.stringContaining(`line ${line} is`) },
      ]);
      const dropped = edit('fact-base.json', (base: { synthesis: { recommendations: unknown[] } }) =>
        base.synthesis.recommendations.pop(),
      );
      expect(contradictions(dropped)).toContainEqual(
        expect.objectContaining({ pointer: expect.stringMatching(/^\/synthesis\/recommendations\/\d+$/) }),
      );
    });
  });

  it.each([
    ['fact-base.json', 'null'],
    ['fact-base.json', '{"figures":[{"id":1}]}'],
    ['reports/report.json', 'not JSON'],
    ['catalog/index.json', '[]'],
    ['catalog/api-prices.json', '{"rows":{"__proto__":{"a":1},"constructor":3}}'],
    ['catalog/frameworks.json', '{"rows":{"gdpr":null}}'],
    ['software.json', '{"pack":{}}'],
  ])('answers for a %s that holds %s', (name, content) => {
    const { state } = verdict((files) => files.set(name, Buffer.from(content)), 'written anew');
    expect(state).toBe('altered');
  });

  it('says what it left out of a pack of another version', () => {
    const other = verdict(
      edit('software.json', (file) => putAt(file, ['pack', 'product'], '99.0.0')),
      'written anew',
    );
    expect(other).toMatchObject({
      state: 'intact',
      product: '99.0.0',
      leftOut: expect.stringContaining('99.0.0'),
    });
  });
});
