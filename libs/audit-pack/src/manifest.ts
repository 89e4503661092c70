import { createHash } from 'node:crypto';
import { byName, MANIFEST } from './pack-layout';

/** One line of the manifest. */
export interface ManifestEntry {
  readonly name: string;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
}

/** What a manifest says, and the lines that say nothing that can be read. */
export interface ReadManifest {
  readonly entries: readonly ManifestEntry[];
  /** Numbers of lines, from 1. */
  readonly badLines: readonly number[];
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The manifest of these files, sorted by name, in the format that `sha256sum -c` reads. It does not name itself. */
export function manifestOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const lines = [...files]
    .filter(([name]) => name !== MANIFEST)
    .sort(([a], [b]) => byName(a, b))
    .map(([name, content]) => `${sha256(content)}  ${name}\n`);
  return Buffer.from(lines.join(''), 'utf8');
}

export function readManifest(content: Uint8Array): ReadManifest {
  const lines = Buffer.from(content).toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const entries: ManifestEntry[] = [];
  const badLines: number[] = [];
  lines.forEach((line, index) => {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (hash === undefined || name === undefined) badLines.push(index + 1);
    else entries.push({ name, sha256: hash });
  });
  return { entries, badLines };
}
