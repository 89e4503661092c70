import { zipSync } from 'fflate';
import {
  type PackFilesByName as Files,
  PACKED_AT as AT,
  PackTampering,
  putAt,
} from '../../../../test/support/pack-tampering';
import type { FactBase } from '../files/fact-base';
import { manifestOf } from '../manifest';
import { MANIFEST } from '../pack-layout';
import { writeZip } from '../zip/write-zip';
import { verifyPack, verifyPackFully } from './verify-pack';

describe('verifying every byte of a pack', () => {
  let tampering: PackTampering;
  let original: Files;

  beforeAll(async () => {
    tampering = await PackTampering.of('startup-api-only.yaml');
    original = tampering.original;
  });

  const text = (name: string): string => tampering.text(name);
  const json = <T>(name: string): T => tampering.json<T>(name);
  const edit: PackTampering['edit'] = (name, change) => tampering.edit(name, change);

  describe('where all was computed and printed again', () => {
    const fully = (change: (files: Files) => void) => {
      const files = new Map(original);
      change(files);
      return verifyPackFully(writeZip(new Map([...files, [MANIFEST, manifestOf(files)]]), AT));
    };

    it('finds nothing in a pack that is as it was made', async () => {
      expect(await fully(() => undefined)).toMatchObject({
        ...{ state: 'intact', isRecomputed: true, leftOut: null, alterations: [] },
      });
    });

    it('finds a figure that was changed wherever it stands', async () => {
      const entry = json<FactBase>('fact-base.json').figures.find(({ id }) => id.startsWith('forecast.')) as {
        id: string;
        value: number;
      };
      const raise = (tree: { figures: Array<{ id: string; value: number }> }): void => {
        for (const one of tree.figures) if (one.id === entry.id) one.value *= 1.01;
      };
      const { state, alterations } = await fully((files) => {
        edit('fact-base.json', raise)(files);
        edit('reports/report.json', raise)(files);
        const document = json<never>('reports/document.json');
        raise(document);
        files.set('reports/document.json', Buffer.from(JSON.stringify(document)));
      });
      expect(state).toBe('altered');
      expect(alterations.filter(({ file }) => file === 'fact-base.json')).toEqual([
        expect.objectContaining({
          pointer: expect.stringMatching(/^\/figures\/\d+\/value$/),
          what: `figure ${entry.id}: ${entry.value * 1.01} here; computed again from the input and the catalog it is ${entry.value}`,
          found: 'recomputed',
        }),
      ]);
    });

    it('finds what an agent did not say, and an input that gives other figures', async () => {
      const said = await fully(
        edit('fact-base.json', (file) => putAt(file, ['agents', 0, 'output', 'summary'], 'All is well.')),
      );
      expect(said.alterations).toMatchObject([{ pointer: '/agents/0/output/summary' }]);
      const given = await fully(
        edit('input.json', (file) => putAt(file, ['input', 'workloads', 0, 'traffic', 'requestsPerDay'], 1)),
      );
      expect(given.alterations).toContainEqual(
        expect.objectContaining({ found: 'recomputed', what: expect.stringContaining('computed again') }),
      );
    });

    it('says the line of a report for people in which a word was changed', async () => {
      const lines = text('reports/report.md').split('\n');
      lines[4] = `${lines[4]} indeed`;
      const { alterations } = await fully((files) => {
        files.set('reports/report.md', Buffer.from(lines.join('\n')));
      });
      expect(alterations).toMatchObject([
        { file: 'reports/report.md', what: expect.stringMatching(/^line 5, at character \d+: .*indeed/) },
      ]);
    });

    it('says what it could not compute or print again', async () => {
      const [basis, node] = ['0.0.1 with the catalog of 2020-01-01', 'v1.0.0'];
      const other = await fully((files) => {
        edit('fact-base.json', (file) => putAt(file, ['agents', 0, 'basis'], basis))(files);
        edit('software.json', (file) => putAt(file, ['pack', 'node'], node))(files);
        files.set('reports/report.pdf', Buffer.from('%PDF-'));
      });
      expect(other.leftOut).toContain(`Results were computed by ${basis}`);
      expect(other.leftOut).toContain('reports/report.pdf were not printed again');
    });

    it('answers for an input and a document that are none', async () => {
      const { alterations } = await fully((files) => {
        edit('input.json', (file) => putAt(file, ['input', 'workloads'], 7))(files);
        files.set('reports/document.json', Buffer.from('[]'));
      });
      expect(alterations.filter(({ found }) => found === 'recomputed').map(({ file }) => file)).toEqual([
        'input.json',
        'reports/document.json',
        'reports/document.json',
      ]);
    });
  });

  describe('of the zip around the files', () => {
    const packed = (): Buffer =>
      Buffer.from(writeZip(new Map([...original, [MANIFEST, manifestOf(original)]]), AT));
    const directoryAt = (zip: Buffer): number => zip.readUInt32LE(zip.length - 6);

    it.each([
      ['the time of a file', (zip: Buffer) => zip.writeUInt8((zip[10] ?? 0) ^ 1, 10), 'in its time'],
      [
        'a file made a symbolic link',
        (zip: Buffer) => zip.writeUInt32LE((0o120777 << 16) >>> 0, directoryAt(zip) + 38),
        'in its attributes',
      ],
      ['the number of a disk', (zip: Buffer) => zip.writeUInt16LE(1, zip.length - 18), 'in its last record'],
    ])('finds %s', (_what, change, words) => {
      const zip = packed();
      change(zip);
      expect(verifyPack(zip).alterations).toMatchObject([
        { found: 'container', what: expect.stringContaining(words) },
      ]);
    });

    it('finds a comment, bytes before it, and files in another order', () => {
      const commented = Buffer.concat([packed(), Buffer.from('hi')]);
      commented.writeUInt16LE(2, commented.length - 4);
      expect(verifyPack(commented).alterations).toMatchObject([
        { file: null, what: '2 bytes stand after its end, as a comment or behind it' },
      ]);
      expect(verifyPack(Buffer.concat([Buffer.from('#!/bin/sh\n'), packed()])).alterations).toMatchObject([
        { file: null, what: '10 bytes stand before its beginning' },
      ]);
      const files = [...original, [MANIFEST, manifestOf(original)] as const];
      const reversed = zipSync(Object.fromEntries(files.sort(([a], [b]) => (a < b ? 1 : -1))), { mtime: AT });
      expect(verifyPack(reversed).alterations).toMatchObject([
        { file: 'software.json', what: expect.stringContaining('its place is another') },
      ]);
    });
  });
});
