import { readManifest, sha256 } from '../manifest';
import { MANIFEST, REQUIRED_FILES } from '../pack-layout';
import type { Alteration } from './pack-verdict';

type Files = ReadonlyMap<string, Uint8Array>;

/** Holds the files against the manifest: what changed, what is missing, what was added, what changed places. */
export function checkManifest(files: Files): Alteration[] {
  const content = files.get(MANIFEST);
  if (content === undefined) return [altered(MANIFEST, 'it is missing: nothing says what the files were')];
  const { entries, badLines } = readManifest(content);
  const nameOf = new Map(entries.map(({ name, sha256: hash }) => [hash, name]));
  const listed = new Map(entries.map(({ name, sha256: hash }) => [name, hash]));
  const twice = entries.filter(({ name, sha256: hash }) => listed.get(name) !== hash);
  return [
    ...badLines.map((line) => altered(MANIFEST, `line ${line} is no line of a manifest`)),
    ...twice.map(({ name }) => altered(MANIFEST, `it lists ${name} twice, with different hashes`)),
    ...[...listed].flatMap(([name, hash]) => checkFile(files, name, hash, nameOf)),
    ...[...files.keys()]
      .filter((name) => name !== MANIFEST && !listed.has(name))
      .map((name) => altered(name, 'it was added: the manifest does not list it')),
    ...REQUIRED_FILES.filter((name) => !listed.has(name) && !files.has(name)).map((name) =>
      altered(name, 'it is missing, and its line in the manifest is too: every pack has it'),
    ),
  ];
}

function checkFile(
  files: Files,
  name: string,
  expected: string,
  nameOf: ReadonlyMap<string, string>,
): Alteration[] {
  const content = files.get(name);
  if (content === undefined) return [altered(name, 'it is missing: the manifest lists it')];
  const got = sha256(content);
  if (got === expected) return [];
  const other = nameOf.get(got);
  return [
    altered(
      name,
      other === undefined
        ? `it was changed: the manifest says SHA-256 ${expected}, it is ${got}`
        : `it holds what the manifest lists as ${other}`,
    ),
  ];
}

function altered(file: string, what: string): Alteration {
  return { file, pointer: null, what, found: 'manifest' };
}
